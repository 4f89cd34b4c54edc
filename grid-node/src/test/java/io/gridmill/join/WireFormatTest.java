package io.gridmill.join;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WireFormatTest {
    /** Every codec has a constant FORMAT; no member takes another whose sum differs. */
    @Test
    void knowsTheFormatOfEveryCodec() throws ReflectiveOperationException {
        Map<String, Integer> found = new TreeMap<>();
        JavaClasses classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.gridmill");
        for (var type : classes) {
            for (JavaField field : type.getFields()) {
                if (field.getName().equals("FORMAT")) {
                    Field constant = field.reflect();
                    constant.setAccessible(true);
                    found.put(type.getSimpleName(), ((Number) constant.get(null)).intValue());
                }
            }
        }
        assertThat(found)
                .as("the format numbers of the codecs; write what changed into WireFormat.FORMATS")
                .isEqualTo(new TreeMap<>(WireFormat.FORMATS));
    }

    @Test
    void growsWithEachOfThem() {
        int sum = WireFormat.FORMATS.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(WireFormat.number()).isGreaterThanOrEqualTo(sum).isPositive();
    }
}
