package dev.lasso.workloads.subjects;

import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import dev.lasso.workloads.program.Crew;
import java.io.IOException;
import java.util.Random;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * Lucene on its own store of files: writers that update documents of their own, with flushes and merges all the time, a
 * reader that searches beside them, commits. In the end every document is the last one that was written, before and
 * after the index is opened again.
 */
public final class LuceneWorkload implements Workload {

  private static final int WRITERS = 2;
  private static final int WRITES = 24;
  private static final int DOCUMENTS = 6;
  private static final String ID = "id";
  private static final String VERSION = "version";

  private final int[][] written = new int[WRITERS][DOCUMENTS];
  private volatile int writing = WRITERS;

  @Override
  public String name() {
    return "lucene";
  }

  @Override
  public String description() {
    return "org.apache.lucene: writers, a reader, merges";
  }

  @Override
  public void run(Run run) throws Exception {
    try (Directory directory = FSDirectory.open(run.directory().resolve("index"))) {
      IndexWriterConfig config = new IndexWriterConfig().setMaxBufferedDocs(2);
      try (IndexWriter index = new IndexWriter(directory, config)) {
        Crew crew = new Crew();
        for (int i = 0; i < WRITERS; i++) {
          int writer = i;
          crew.add("writer-" + writer, () -> write(index, writer));
        }
        crew.add("reader", () -> read(index));
        crew.run();
        try (DirectoryReader reader = DirectoryReader.open(index)) {
          check(reader);
        }
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        check(reader);
      }
    }
  }

  private void write(IndexWriter index, int writer) throws IOException {
    Random random = new Random(writer);
    for (int i = 1; i <= WRITES; i++) {
      int number = random.nextInt(DOCUMENTS);
      Document document = new Document();
      document.add(new StringField(ID, id(writer, number), Field.Store.YES));
      document.add(new StoredField(VERSION, i));
      index.updateDocument(new Term(ID, id(writer, number)), document);
      written[writer][number] = i;
      if (i % 10 == 0) {
        index.commit();
      }
    }
    synchronized (this) {
      writing--;
    }
  }

  private static String id(int writer, int number) {
    return writer + "-" + number;
  }

  private void read(IndexWriter index) throws IOException {
    DirectoryReader reader = DirectoryReader.open(index);
    try {
      int last = 0;
      while (writing > 0) {
        DirectoryReader changed = DirectoryReader.openIfChanged(reader);
        if (changed != null) {
          reader.close();
          reader = changed;
        }
        int version = version(new IndexSearcher(reader), id(0, 0));
        if (version < last) {
          throw new AssertionError("version " + version + " behind " + last);
        }
        last = version;
      }
    } finally {
      reader.close();
    }
  }

  private void check(DirectoryReader reader) throws IOException {
    IndexSearcher searcher = new IndexSearcher(reader);
    for (int writer = 0; writer < WRITERS; writer++) {
      for (int number = 0; number < DOCUMENTS; number++) {
        int version = version(searcher, id(writer, number));
        if (version != written[writer][number]) {
          throw new AssertionError(id(writer, number) + " has version " + version + " and not "
              + written[writer][number]);
        }
      }
    }
  }

  /** The version of a document; 0 if there is none. */
  private static int version(IndexSearcher searcher, String id) throws IOException {
    TopDocs found = searcher.search(new TermQuery(new Term(ID, id)), 2);
    if (found.scoreDocs.length == 0) {
      return 0;
    }
    if (found.scoreDocs.length > 1) {
      throw new AssertionError("two documents " + id);
    }
    return searcher.storedFields().document(found.scoreDocs[0].doc).getField(VERSION).numericValue().intValue();
  }
}
