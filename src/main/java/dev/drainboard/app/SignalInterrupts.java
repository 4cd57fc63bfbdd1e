package dev.drainboard.app;

import dev.drainboard.cli.Interrupts;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C through the JDK's own signal class, by reflection: it is in jdk.unsupported, which no
 * compiler lets pass without a warning, and a shutdown hook will not do, since the JVM that runs
 * its hooks no longer hears a second Ctrl-C.
 */
final class SignalInterrupts implements Interrupts {

    private static final Logger LOG = LoggerFactory.getLogger(SignalInterrupts.class);
    private static final int EXIT_OF_AN_INTERRUPTED = 130;

    @Override
    public Watched on(Runnable first) {
        var count = new AtomicInteger();
        return handle(
                () -> {
                    if (count.incrementAndGet() == 1) {
                        first.run();
                    } else {
                        Runtime.getRuntime().halt(EXIT_OF_AN_INTERRUPTED);
                    }
                });
    }

    private static Watched handle(Runnable onSignal) {
        try {
            var signalClass = Class.forName("sun.misc.Signal");
            var handlerClass = Class.forName("sun.misc.SignalHandler");
            var signal = signalClass.getConstructor(String.class).newInstance("INT");
            InvocationHandler handler =
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            Thread.ofVirtual().name("interrupted").start(onSignal);
                            return null;
                        }
                        return method.invoke(onSignal, arguments);
                    };
            var proxy =
                    Proxy.newProxyInstance(
                            SignalInterrupts.class.getClassLoader(),
                            new Class<?>[] {handlerClass},
                            handler);
            var handle = signalClass.getMethod("handle", signalClass, handlerClass);
            var before = handle.invoke(null, signal, proxy);
            return () -> putBack(handle, signal, before);
        } catch (ReflectiveOperationException e) {
            LOG.warn("Ctrl-C ends at once on this JVM", e);
            return () -> {};
        }
    }

    private static void putBack(java.lang.reflect.Method handle, Object signal, Object before) {
        try {
            handle.invoke(null, signal, before);
        } catch (ReflectiveOperationException e) {
            LOG.warn("Ctrl-C stays a pause", e);
        }
    }
}
