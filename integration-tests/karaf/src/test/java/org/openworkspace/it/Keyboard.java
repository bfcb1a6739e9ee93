package org.openworkspace.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.apache.karaf.shell.api.console.SignalListener;
import org.jline.terminal.Size;
import org.jline.terminal.impl.ExternalTerminal;

/** A terminal with keys and a screen, as Karaf's console has one: keys such as Tab do something. */
final class Keyboard extends ExternalTerminal
        implements org.apache.karaf.shell.api.console.Terminal {

    private final PipedOutputStream keys;
    private final ByteArrayOutputStream screen;

    Keyboard() throws IOException {
        this(new PipedOutputStream(), new ByteArrayOutputStream());
    }

    private Keyboard(PipedOutputStream keys, ByteArrayOutputStream screen) throws IOException {
        super("test", "xterm", new PipedInputStream(keys), screen, StandardCharsets.UTF_8);
        this.keys = keys;
        this.screen = screen;
        setSize(new Size(120, 40));
    }

    void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** Everything that was shown, without what steers a terminal. */
    String shown() {
        return screen.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]", "");
    }

    @Override
    public int getWidth() {
        return getSize().getColumns();
    }

    @Override
    public int getHeight() {
        return getSize().getRows();
    }

    @Override
    public boolean isAnsiSupported() {
        return true;
    }

    @Override
    public boolean isEchoEnabled() {
        return echo();
    }

    @Override
    public void setEchoEnabled(boolean enabled) {
        echo(enabled);
    }

    @Override
    public void addSignalListener(
            SignalListener listener, org.apache.karaf.shell.api.console.Signal... signals) {}

    @Override
    public void addSignalListener(
            SignalListener listener, EnumSet<org.apache.karaf.shell.api.console.Signal> signals) {}

    @Override
    public void addSignalListener(SignalListener listener) {}

    @Override
    public void removeSignalListener(SignalListener listener) {}
}
