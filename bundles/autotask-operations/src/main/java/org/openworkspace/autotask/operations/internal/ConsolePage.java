package org.openworkspace.autotask.operations.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.operations.internal.Administration.Listed;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A page of Felix's web console: the connections, their states, and what to do. It shows only. */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=autotask",
            ServletConstants.PLUGIN_TITLE + "=Autotask",
            ServletConstants.PLUGIN_CATEGORY + "=Autotask"
        })
public final class ConsolePage extends AbstractServlet {

    private static final long serialVersionUID = 1;

    private final transient Administration administration;

    @Activate
    public ConsolePage(@Reference Administration administration) {
        this.administration = administration;
    }

    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        PrintWriter out = response.getWriter();
        List<Listed> all = administration.all();
        if (all.isEmpty()) {
            out.println("<p class=\"statline\">" + escaped(Texts.of("list.none")) + "</p>");
        } else {
            ConnectionTable table = ConnectionTable.of(all);
            out.println("<table class=\"tablesorter nicetable noauto\"><thead><tr>");
            table.columns().forEach(column -> out.print(cell("th", column)));
            out.println(cell("th", Texts.of("column.todo")) + "</tr></thead><tbody>");
            for (int row = 0; row < all.size(); row++) {
                out.print(
                        table.rows().get(row).stream()
                                .map(text -> cell("td", text))
                                .collect(Collectors.joining("", "<tr>", "")));
                out.println(cell("td", all.get(row).connection().detail()) + "</tr>");
            }
            out.println("</tbody></table>");
        }
        out.println(
                "<p><a href=\""
                        + escaped(
                                request.getAttribute(ServletConstants.ATTR_APP_ROOT)
                                        + "/configMgr/"
                                        + AutotaskSettings.PID)
                        + "\">"
                        + escaped(Texts.of("console.settings"))
                        + "</a></p>");
    }

    private static String cell(String element, String text) {
        return "<" + element + ">" + escaped(text) + "</" + element + ">";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
