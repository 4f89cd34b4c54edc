package io.gridmill.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page of the documentation that lists all keys. Pure. */
public final class SettingsPage {
    private static final String TABLE =
            "\n| key | default | allowed | live | option | what it is |\n|---|---|---|---|---|---|\n";

    private static final Map<String, String> TITLES = titles();

    private SettingsPage() {}

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("http", "HTTP");
        titles.put("cluster", "The cluster");
        titles.put("discovery", "How nodes find each other");
        titles.put("node", "A node");
        titles.put("task", "Tasks");
        titles.put("retry", "Retries");
        titles.put("poison", "Tasks that are the end of nodes");
        titles.put("scheduling", "Who runs what");
        titles.put("queue", "How much may wait");
        titles.put("job", "Jobs");
        titles.put("health", "When a node takes no new work");
        titles.put("blob", "Large bytes");
        titles.put("cancel", "Stopping tasks");
        titles.put("shutdown", "Stopping nodes");
        titles.put("store", "What outlives all processes");
        titles.put("data", "Files");
        return titles;
    }

    /** All keys as tables, each with its group's title before it. */
    public static String tables() {
        StringBuilder page = new StringBuilder();
        String group = "";
        for (Setting setting : Setting.values()) {
            String its = group(setting);
            if (!its.equals(group)) {
                page.append("\n### ").append(TITLES.getOrDefault(its, its)).append('\n');
                page.append(TABLE);
                group = its;
            }
            row(page, setting);
        }
        return page.toString();
    }

    private static String group(Setting setting) {
        int dot = setting.key().indexOf('.');
        return dot < 0 ? setting.key() : setting.key().substring(0, dot);
    }

    private static void row(StringBuilder page, Setting setting) {
        String standard = SettingValues.shown(setting, setting.standard());
        List<String> cells =
                List.of(
                        "`" + setting.key() + "`",
                        standard.isEmpty() ? "" : "`" + standard + "`",
                        setting.type().allowed(),
                        live(setting),
                        option(setting.options()),
                        setting.meaning());
        page.append('|');
        cells.forEach(cell -> page.append(' ').append(cell.replace("|", "\\|")).append(" |"));
        page.append('\n');
    }

    private static String live(Setting setting) {
        return switch (setting.reach()) {
            case START -> "";
            case GRID -> "yes";
            case NODE -> "yes, also of one node";
        };
    }

    private static String option(Options options) {
        if (options.up().equals(options.node())) {
            return options.up().isEmpty() ? "" : "`" + options.up() + "`";
        }
        String up = options.up().isEmpty() ? "" : "`up " + options.up() + "`";
        String node = options.node().isEmpty() ? "" : "`node " + options.node() + "`";
        return up + (up.isEmpty() || node.isEmpty() ? "" : ", ") + node;
    }
}
