package dev.lasso.engine.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsFileTest {
  private static final String HEAD = "[Version]\nrocksdb_version=4.9.0\noptions_file_version=1.1\n";

  @Test
  void valuesAreReadByName() {
    assertEquals(
        new OptionValues(Map.of("max_background_flushes", "2"),
            Map.of("default", Map.of("write_buffer_size", "8388608", "block_size", "32768"))),
        OptionsFile.parse(HEAD + "[DBOptions]\n max_background_flushes = 2 # two\n[CFOptions \"default\"]\n"
            + "write_buffer_size=8388608\n[TableOptions/BlockBasedTable \"default\"]\nblock_size=32768\n"));
  }

  @Test
  void eachColumnFamilyHasItsOwnValues() {
    OptionValues read = OptionsFile.parse(HEAD + "[DBOptions]\n[CFOptions \"default\"]\nnum_levels=3\n"
        + "[CFOptions \"second one\"]\nnum_levels=4\n[TableOptions/BlockBasedTable \"second one\"]\nblock_size=512\n"
        + "[TableOptions/BlockBasedTable \"default\"]\nblock_size=256\n[CFOptions \"third\"]\n");
    assertEquals(List.of("default", "second one", "third"), List.copyOf(read.families().keySet()));
    assertEquals(Map.of("default", Map.of("num_levels", "3", "block_size", "256"), "second one",
        Map.of("num_levels", "4", "block_size", "512"), "third", Map.of()), read.families());
  }

  @Test
  void whatIsWrittenIsReadBack() {
    OptionValues values = new OptionValues(
        Map.of("wal_dir", "C:\\logs #1\n", "delayed_write_rate", "18446744073709551615"), Map.of("default",
            Map.of("soft_rate_limit", "0.5", "filter_policy", "nullptr"), "a#b]:\\", Map.of("num_levels", "2")));
    OptionValues ordered = new OptionValues(values.database(), new TreeMap<>(values.families()).descendingMap());
    assertEquals(values, OptionsFile.parse(OptionsFile.write(ordered)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      no_such_option=1            | OPTIONS line 5: unknown option 'no_such_option'
      max_background_flushes=many | OPTIONS line 5: max_background_flushes must be an integer from 0 to 2147483647, \
      not 'many'
      max_background_flushes=-1   | OPTIONS line 5: max_background_flushes must be an integer from 0 to 2147483647, \
      not '-1'
      paranoid_checks=yes         | OPTIONS line 5: paranoid_checks must be true or false, not 'yes'
      delayed_write_rate=-1       | OPTIONS line 5: delayed_write_rate must be an integer from 0 to \
      18446744073709551615, not '-1'
      write_buffer_size=1         | OPTIONS line 5: option 'write_buffer_size' belongs into section \
      [CFOptions "default"]
      allow_2pc=true              | OPTIONS line 5: allow_2pc=true is not supported by this engine; only its default, \
      'false', is
      nonsense                    | OPTIONS line 5: 'nonsense' is not of the form name=value
      [Nonsense]                  | OPTIONS line 5: unknown section '[Nonsense]'
      [DBOptions]                 | OPTIONS line 5: section '[DBOptions]' stands twice
      [CFOptions "other"]         | OPTIONS line 5: the first column family must be "default", not "other"
      [CFOptions]                 | OPTIONS line 5: section '[CFOptions]' lacks the name of its column family
      [DBOptions "other"]         | OPTIONS line 5: section '[DBOptions "other"]' takes no name
      [TableOptions/BlockBasedTable "x"] | OPTIONS line 5: section '[TableOptions/BlockBasedTable "x"]' stands before \
      [CFOptions "x"]
      [CFOptions                  | OPTIONS line 5: '[CFOptions' is no section
      wal_dir=a\\q                 | OPTIONS line 5: unknown escape \\q
      """)
  void aBadLineIsNamed(String line, String message) {
    OptionsException e = assertThrows(OptionsException.class, () -> OptionsFile.parse(HEAD + "[DBOptions]\n" + line));
    assertEquals(message, e.getMessage());
  }

  @Test
  void anOptionBeforeTheFirstSectionIsRefused() {
    assertMessage("OPTIONS line 2: an option stands before the first section", "# no section\nwal_dir=x\n");
  }

  @Test
  void anOptionThatStandsTwiceIsRefused() {
    assertMessage("OPTIONS line 6: option 'wal_dir' stands twice", HEAD + "[DBOptions]\nwal_dir=x\nwal_dir=x\n");
  }

  @Test
  void aFileWithoutItsSectionsIsRefused() {
    assertMessage("OPTIONS line 5: the file ends without a section [CFOptions \"default\"]", HEAD + "[DBOptions]\n");
  }

  @Test
  void aVersionThatIsNoneIsRefused() {
    assertMessage("OPTIONS line 2: rocksdb_version must be a version like 4.9.0, not 'new'",
        "[Version]\nrocksdb_version=new\n");
  }

  @Test
  void aColumnFamilyThatStandsTwiceIsRefused() {
    assertMessage("OPTIONS line 7: section '[CFOptions \"x\"]' stands twice",
        HEAD + "[DBOptions]\n[CFOptions \"default\"]\n[CFOptions \"x\"]\n[CFOptions \"x\"]\n");
  }

  private static void assertMessage(String message, String text) {
    assertEquals(message, assertThrows(OptionsException.class, () -> OptionsFile.parse(text)).getMessage());
  }
}
