package dev.drainboard.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Commands of the user's own: three scripts and a file that says what runs. */
record CommandsHost(List<Release> releases) implements NodeRuntime {

    @Override
    public void make(Host host) throws IOException {
        var known = releases.stream().map(Release::name).collect(Collectors.joining(" | "));
        host.executable("bin/odoo-start", Host.asking("start.sh"))
                .write("odoo/REVISION", releases.getFirst().name() + "\n")
                .executable("odoo/prepare.sh", Host.text("prepare.sh").replace("@releases@", known))
                .executable("odoo/update.sh", Host.text("update.sh"));
    }

    @Override
    public String text(Host host) {
        var odoo = host.file("odoo");
        return "{ kind: commands, current: \"cat %s/REVISION\", prepare: \"%s/prepare.sh\", update: \"%s/update.sh\" }"
                .formatted(odoo, odoo, odoo);
    }

    @Override
    public void shown(Host host, boolean runs) {
        // who listens is asked of ss
    }
}
