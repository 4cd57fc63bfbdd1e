package dev.drainboard.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What becomes of each keyword of ssh_config(5). A keyword that would change where or how we
 * connect and is not followed here is refused; one that only bears on terminals, forwards and
 * prompts, which we never have, is passed over. So are all that could weaken the check of the host
 * key.
 */
enum SshKeyword {
    HOST,
    MATCH,
    INCLUDE,
    HOSTNAME,
    USER,
    PORT,
    IDENTITYFILE,
    IDENTITIESONLY,
    IDENTITYAGENT,
    PROXYJUMP,
    USERKNOWNHOSTSFILE,
    GLOBALKNOWNHOSTSFILE,
    HOSTKEYALIAS,
    HASHKNOWNHOSTS,
    CONNECTTIMEOUT,
    ADDRESSFAMILY,
    IGNOREUNKNOWN,
    PROXYCOMMAND("none", "use ProxyJump, or `jump` in the cluster file"),
    CANONICALIZEHOSTNAME("no", "write the whole name, or a HostName line"),
    BINDADDRESS("", "leave it out for this host"),
    BINDINTERFACE("", "leave it out for this host"),
    CERTIFICATEFILE("none", "put the certificate beside its key as KEY-cert.pub"),
    REVOKEDHOSTKEYS("none", "write @revoked lines into known_hosts"),
    PASSED_OVER;

    private static final Set<String> PASSED =
            words(
                    """
                    addkeystoagent afstokenpassing batchmode canonicaldomains
                    canonicalizefallbacklocal canonicalizemaxdots canonicalizepermittedcnames
                    casignaturealgorithms challengeresponseauthentication channeltimeout
                    checkhostip cipher ciphers clearallforwardings compression compressionlevel
                    connectionattempts controlmaster controlpath controlpersist dsaauthentication
                    dynamicforward enableescapecommandline enablesshkeysign escapechar
                    exitonforwardfailure fallbacktorsh fingerprinthash forkafterauthentication
                    forwardagent forwardx11 forwardx11timeout forwardx11trusted gatewayports
                    globalknownhostsfile2 gssapiauthentication gssapiclientidentity
                    gssapidelegatecredentials gssapikexalgorithms gssapikeyexchange
                    gssapirenewalforcesrekey gssapiserveridentity gssapitrustdns
                    hostbasedacceptedalgorithms hostbasedauthentication hostbasedkeytypes
                    hostkeyalgorithms identityfile2 ipqos kbdinteractiveauthentication
                    kbdinteractivedevices keepalive kexalgorithms knownhostscommand localcommand
                    localforward loglevel logverbose macs nohostauthenticationforlocalhost
                    numberofpasswordprompts obscurekeystroketiming passwordauthentication
                    permitlocalcommand permitremoteopen pkcs11provider preferredauthentications
                    protocol proxyusefdpass pubkeyacceptedalgorithms pubkeyacceptedkeytypes
                    pubkeyauthentication refuseconnection rekeylimit remotecommand remoteforward
                    requesttty requiredrsasize rhostsauthentication rhostsrsaauthentication
                    rsaauthentication securitykeyprovider sendenv serveralivecountmax
                    serveraliveinterval sessiontype setenv skeyauthentication smartcarddevice
                    stdinnull streamlocalbindmask streamlocalbindunlink stricthostkeychecking
                    syslogfacility tag tcpkeepalive tisauthentication tunnel tunneldevice
                    updatehostkeys useblacklistedkeys usekeychain useprivilegedport useroaming
                    usersh verifyhostkeydns versionaddendum visualhostkey warnweakcrypto
                    xauthlocation
                    """);

    private final Optional<String> harmless;
    private final String instead;

    SshKeyword() {
        this.harmless = Optional.empty();
        this.instead = "";
    }

    SshKeyword(String harmless, String instead) {
        this.harmless = Optional.of(harmless);
        this.instead = instead;
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }

    /** Empty: no keyword that ssh(1) knows. */
    static Optional<SshKeyword> of(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        if (PASSED.contains(lower)) {
            return Optional.of(PASSED_OVER);
        }
        return Arrays.stream(values())
                .filter(keyword -> keyword != PASSED_OVER)
                .filter(keyword -> keyword.name().toLowerCase(Locale.ROOT).equals(lower))
                .findFirst();
    }

    /** What to do instead, if this keyword with this value is refused. */
    Optional<String> refused(String value) {
        return harmless.filter(word -> !word.equalsIgnoreCase(value)).map(word -> instead);
    }
}
