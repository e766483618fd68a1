package dev.lasso.workloads.subjects;

import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import dev.lasso.workloads.program.Crew;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Random;
import org.h2.Driver;
import org.h2.api.ErrorCode;

/**
 * H2's SQL in memory: clients move money between the same few accounts, in transactions that lock rows in any order and
 * may therefore end in a deadlock or a lock time-out that H2 reports and rolls back. No money is made or lost.
 */
public final class H2SqlWorkload implements Workload {

  private static final String URL = "jdbc:h2:mem:bank;LOCK_TIMEOUT=2000;DB_CLOSE_ON_EXIT=FALSE";
  private static final int CLIENTS = 4;
  private static final int ACCOUNTS = 4;
  private static final int TRANSFERS = 15;
  private static final int BALANCE = 100;

  @Override
  public String name() {
    return "h2-sql";
  }

  @Override
  public String description() {
    return "H2's SQL in memory: clients that transfer between accounts";
  }

  @Override
  public void run(Run run) throws Exception {
    try (Connection connection = connect()) {
      execute(connection, "create table account(id int primary key, balance int)");
      for (int i = 0; i < ACCOUNTS; i++) {
        execute(connection, "insert into account values(" + i + ", " + BALANCE + ")");
      }
      Crew crew = new Crew();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        crew.add("client-" + client, () -> transfer(client));
      }
      crew.run();
      check(connection);
    }
  }

  private static Connection connect() throws SQLException {
    return new Driver().connect(URL, new Properties());
  }

  private static void transfer(int client) throws SQLException {
    Random random = new Random(client);
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < TRANSFERS; i++) {
        int from = random.nextInt(ACCOUNTS);
        int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        try {
          execute(connection, "update account set balance = balance - 1 where id = " + from);
          execute(connection, "update account set balance = balance + 1 where id = " + to);
          connection.commit();
        } catch (SQLException refused) {
          if (refused.getErrorCode() != ErrorCode.DEADLOCK_1 && refused.getErrorCode() != ErrorCode.LOCK_TIMEOUT_1) {
            throw refused;
          }
          connection.rollback();
        }
      }
    }
  }

  private static void check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet sum = statement.executeQuery("select sum(balance) from account")) {
      sum.next();
      if (sum.getInt(1) != ACCOUNTS * BALANCE) {
        throw new AssertionError("the accounts hold " + sum.getInt(1));
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
