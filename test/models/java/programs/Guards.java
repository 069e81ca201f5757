package org.example.guards;
import dev.langchain4j.model.chat.ChatModel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.EnumSet;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;

public class Guards {
    enum Region { HEAD, CHEST }
    private static final Set<String> MODALITIES = Set.of("CT", "MR");
    private static final List<String> SIDES = List.of("L", "R");
    private static final Map<String, String> NAMES = Map.of("CT", "computed tomography");
    private static final Pattern ACCESSION = Pattern.compile("^[A-Z0-9]{4,16}$");
    private final ChatModel model;
    public Guards(ChatModel model) { this.model = model; }

    String early(Attributes ds) {
        String d = ds.getString(Tag.StudyDescription);
        if (!MODALITIES.contains(d)) { return ""; }
        return model.chat("About " + d);
    }
    String positive(Attributes ds) {
        String d = ds.getString(Tag.StudyDescription);
        if (SIDES.contains(d.toUpperCase(Locale.ROOT))) {
            return model.chat("About " + d);
        }
        return model.chat("Odd " + d); // <- untrusted-text-in-prompt
    }
    private static void require(String value) {
        if (!ACCESSION.matcher(value).matches()) throw new IllegalArgumentException("bad");
    }
    private static boolean ok(String value) { return value != null && value.matches("[A-Z]{2,8}"); }
    String helperThrows(Attributes ds) {
        String d = ds.getString(Tag.StudyComments);
        require(d);
        return model.chat("About " + d);
    }
    String helperBool(Attributes ds) {
        String d = ds.getString(Tag.StudyComments);
        return ok(d) ? model.chat("About " + d) : "";
    }
    String enumValue(Attributes ds) {
        Region r = Region.valueOf(ds.getString(Tag.StudyComments));
        return model.chat("About " + r);
    }
    String enumName(Attributes ds) {
        Region r = Region.valueOf(ds.getString(Tag.StudyComments).trim().toUpperCase());
        return model.chat("About " + r.name().toLowerCase());
    }
    String mapLookup(Attributes ds) {
        String name = NAMES.get(ds.getString(Tag.StudyComments));
        return model.chat("About " + name);
    }
    String group(Attributes ds) {
        Matcher m = Pattern.compile("size=(\\d+)").matcher(ds.getString(Tag.ImageComments, ""));
        if (m.find()) {
            int size = Integer.parseInt(m.group(1));
            return model.chat("Size " + size);
        }
        return "";
    }
    String trimmed(Attributes ds) {
        String d = ds.getString(Tag.StudyComments).strip().substring(0, 40).replace("\n", " ");
        return model.chat("About " + d); // <- untrusted-text-in-prompt
    }
    String stripped(Attributes ds) {
        String d = ds.getString(Tag.StudyComments).replaceAll("[^A-Z0-9]", "");
        return model.chat("About " + d);
    }
    String equalsGuard(Attributes ds) {
        String d = ds.getString(Tag.StudyComments);
        if ("STAT".equals(d) || "ROUTINE".equalsIgnoreCase(d)) {
            return model.chat("Priority " + d);
        }
        return "";
    }
    String loop(Attributes ds) {
        StringBuilder sb = new StringBuilder();
        for (String s : ds.getStrings(Tag.StudyComments)) {
            if (!MODALITIES.contains(s)) continue;
            sb.append(s).append(", ");
        }
        return model.chat("List " + sb);
    }
    String switched(Attributes ds) {
        String d = ds.getString(Tag.StudyComments);
        return switch (d) {
            case "CT", "MR" -> model.chat("Modality " + d);
            default -> model.chat("Other " + d); // <- untrusted-text-in-prompt
        };
    }
    String hash(Attributes ds) {
        String id = Integer.toHexString(ds.getString(Tag.StudyComments).hashCode());
        return model.chat("Case " + id);
    }
}
