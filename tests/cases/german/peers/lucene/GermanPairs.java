import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.queryparser.classic.QueryParserBase;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.Version;

/**
 * Lucene's GermanAnalyzer and classic query parser with AND between words; signs in queries are escaped.
 * Reads "id TAB text" with \t \n \r \\ escaped, and "qid TAB query".
 */
public class GermanPairs {
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    out.println("# Lucene " + Version.LATEST + ", GermanAnalyzer");
    try (Analyzer analyzer = new GermanAnalyzer(); Directory directory = new ByteBuffersDirectory()) {
      write(directory, analyzer, Path.of(args[0]));
      search(directory, analyzer, Path.of(args[1]), out);
    }
    out.flush();
  }

  static void write(Directory directory, Analyzer analyzer, Path documents) throws Exception {
    try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
      for (String line : Files.readString(documents).split("\n")) {
        String[] fields = line.split("\t");
        Document document = new Document();
        document.add(new StoredField("id", fields[0]));
        document.add(new TextField("text", unescape(fields[1]), Field.Store.NO));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
  }

  static String unescape(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        c = text.charAt(++i);
        c = c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
      }
      plain.append(c);
    }
    return plain.toString();
  }

  static void search(Directory directory, Analyzer analyzer, Path queries, PrintStream out) throws Exception {
    QueryParser parser = new QueryParser("text", analyzer);
    parser.setDefaultOperator(QueryParser.Operator.AND);
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      for (String line : Files.readString(queries).split("\n")) {
        String[] fields = line.split("\t");
        int rank = 0;
        for (ScoreDoc hit : searcher.search(parser.parse(QueryParserBase.escape(fields[1])), reader.maxDoc()).scoreDocs) {
          String id = reader.storedFields().document(hit.doc).get("id");
          out.println(fields[0] + " Q0 " + id + " " + ++rank + " " + hit.score + " peer");
        }
      }
    }
  }
}
