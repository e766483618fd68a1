package dev.lasso.workloads.bugs;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;

/**
 * Two accounts, each a monitor, and two transfers in opposite directions that lock the payer first. When each has its
 * payer, neither gets its payee: STUCK. The twin locks both in one order.
 */
public final class AbBaMonitors implements Program {

  private final Object checking = new Object();
  private final Object savings = new Object();
  private final boolean fixed;
  private int checkingBalance = 10;
  private int savingsBalance = 10;

  public AbBaMonitors(boolean fixed) {
    this.fixed = fixed;
  }

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    crew.add("save", this::save);
    crew.add("spend", this::spend);
    crew.run();
  }

  private void save() {
    synchronized (checking) {
      synchronized (savings) {
        move(3);
      }
    }
  }

  private void spend() {
    Object first = fixed ? checking : savings;
    Object second = fixed ? savings : checking;
    synchronized (first) {
      synchronized (second) {
        move(-5);
      }
    }
  }

  private void move(int amount) {
    checkingBalance -= amount;
    savingsBalance += amount;
  }

  @Override
  public String result() {
    return "checking " + checkingBalance + ", savings " + savingsBalance;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new AbBaMonitors(Program.fixed(args)));
  }
}
