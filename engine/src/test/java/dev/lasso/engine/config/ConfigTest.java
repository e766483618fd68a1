package dev.lasso.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.options.OptionEffect;
import dev.lasso.engine.options.OptionsException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ConfigTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      create                                           | create                      | true
      create=false                                     | create                      | false
      '  create , exclusive '                          | exclusive                   | true
      cache_size=21G                                   | cache_size                  | 22548578304
      cache_size=1m                                    | cache_size                  | 1048576
      cache_size=2000000B                              | cache_size                  | 2000000
      cache_size = 2T                                  | cache_size                  | 2199023255552
      cache_size=1G,cache_size=2G                      | cache_size                  | 2147483648
      async                                            | async.enabled               | true
      async=false                                      | async.enabled               | false
      async=(enabled,threads=7)                        | async.threads               | 7
      async=(enabled,threads=7)                        | async.ops_max               | 1024
      async=(threads=7),async=(enabled)                | async.threads               | 7
      async=(threads=7),async=(enabled)                | async.enabled               | true
      async=[enabled=true,]                            | async.enabled               | true
      ',,create,,'                                     | create                      | true
      log=(path="a,b=(c")                              | log.path                    | a,b=(c
      log=(path="a\\\\b\\"c")                          | log.path                    | a\\b"c
      log=(path=)                                      | log.path                    | ''
      statistics=(fast,clear)                          | statistics                  | fast,clear
      verbose=[lsm,"read(write"]                       | verbose                     | lsm,"read(write"
      "create"                                         | create                      | true
      '' |                                               eviction_trigger            | 95
      """)
  void aGoodStringIsRead(String text, String key, String value) {
    assertEquals(value, Config.parse(text).text(key));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      create,cash_size=1G         | 8: unknown key 'cash_size'
      async=(enabled,ops=1)       | 16: unknown key 'async.ops'; async takes enabled, ops_max, threads
      create=(x=1)                | 1: create must be true or false, not a list in brackets
      create=yes                  | 1: create must be true or false, not 'yes'
      cache_size=                 | 1: cache_size must be an integer from 1048576 to 10995116277760, not ''
      cache_size=1K               | 1: cache_size must be an integer from 1048576 to 10995116277760, not '1K'
      cache_size=9999999999T      | 1: cache_size must be an integer from 1048576 to 10995116277760, not '9999999999T'
      cache_size=G                | 1: cache_size must be an integer from 1048576 to 10995116277760, not 'G'
      session_max=0               | 1: session_max must be an integer from 1 to 2147483647, not '0'
      async=(threads=21)          | 8: async.threads must be an integer from 1 to 20, not '21'
      async=2                     | 1: async.enabled must be true or false, not '2'
      lsm_manager                 | 1: lsm_manager takes keys in brackets: merge, worker_thread_max
      in_memory                   | 1: in_memory=true is not supported by this engine; only its default, 'false', is
      encryption=(name=rotn)      | 1: encryption=name=rotn is not supported by this engine; only its default, '', is
      async=(enabled              | 7: '(' is never closed
      async=(enabled]             | 15: ']' closes the '(' of character 7
      create)                     | 7: ')' closes nothing
      create exclusive            | 8: a comma is missing before 'e'
      create(exclusive)           | 7: a comma is missing before '('
      =1                          | 1: a key is missing before '='
      log=(path="x)               | 11: the quotation mark is never closed
      log=(path=x"y")             | 12: a comma is missing before '"'
      a=(a=(a=(a=(a=(a=(a=(a=(a=(a=(a=(a=(a=(a=(a=(a=(a=( | 51: more than 16 brackets within each other
      """)
  void aBadStringIsRefusedInOneLine(String text, String message) {
    OptionsException e = assertThrows(OptionsException.class, () -> Config.parse(text));
    assertEquals("configuration, character " + message, e.getMessage());
  }

  @Test
  void entriesInBracketsNeedNoKeyWithinBrackets() {
    ConfigEntry.Value threads = ConfigParser.parse("threads=((count=2),(count=3,reads=1))").getFirst().value();
    assertTrue(threads instanceof ConfigEntry.Value.Group, threads::toString);
    List<ConfigEntry> groups = ((ConfigEntry.Value.Group) threads).entries();
    assertEquals(List.of("", ""), groups.stream().map(ConfigEntry::key).toList());
    assertEquals("count=3,reads=1", groups.getLast().value().text());
    assertEquals(List.of(10, 20), groups.stream().map(ConfigEntry::position).toList());
  }

  @Test
  void theFoundingConfigurationIsReadAsTheDocumentHasItAndAsItWasMeant() {
    String once = "create,cache_size=21G,checkpoint_sync=false,mmap=false,session_max=1024,"
        + "lsm_manager=(worker_thread_max=6)";
    ConnectionSettings twice = ConnectionSettings.parse(once + "," + once + ",async=(enabled=true,threads=5)");
    assertEquals(new AsyncLimits(1024, 5), twice.async());
    ConnectionSettings settings = ConnectionSettings.parse("create, cache_size=21G, checkpoint_sync=false, mmap=false, "
        + "session_max=1024, lsm_manager=(worker_thread_max=6), async");
    assertTrue(settings.create());
    assertEquals(1024, settings.sessions());
    assertEquals(22_548_578_304L, settings.cache().bytes());
    assertEquals(new AsyncLimits(1024, 2), settings.async());
    assertEquals(List.of("Configuration mmap is accepted without effect",
        "Configuration lsm_manager.worker_thread_max is accepted without effect"), settings.notes());
  }

  @Test
  void anEmptyConfigurationHasTheDefaultsOfWiredTiger() {
    ConnectionSettings settings = ConnectionSettings.parse("");
    assertNull(settings.async());
    assertEquals(new CacheLimits(100 << 20, 80, 95), settings.cache());
    assertEquals(new HandleLimits(30, 10, 250), settings.handles());
    assertEquals(100, settings.sessions());
  }

  @Test
  void aSmallRingIsRaisedToTen() {
    AsyncLimits async = ConnectionSettings.parse("async=(enabled,ops_max=1)").async();
    assertNotNull(async);
    assertEquals(10, async.operations());
  }

  @Test
  void aTriggerThatIsNotAboveItsTargetIsRefused() {
    OptionsException e = assertThrows(OptionsException.class,
        () -> ConnectionSettings.parse("eviction_target=90,eviction_trigger=90"));
    assertEquals("configuration: eviction_trigger=90 must be greater than eviction_target=90", e.getMessage());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyDefaultIsAdmissible(ConfigKey key) {
    assertEquals(key.standard(), key.check(key.standard()));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void whatIsAcceptedWithoutEffectIsNoted(ConfigKey key) {
    int dot = key.name().indexOf('.');
    String assignment = key.name().substring(dot + 1) + "=\"" + key.standard() + "\"";
    String text = dot < 0 ? assignment : key.name().substring(0, dot) + "=(" + assignment + ")";
    assertEquals(key.effect() == OptionEffect.ACCEPTED, ConnectionSettings.parse(text).notes().size() == 1);
  }

  static Iterable<ConfigKey> keys() {
    return ConfigCatalogue.standard().all();
  }
}
