package dev.lasso.sim.weave;

import java.util.List;
import java.util.Map;

/**
 * What no simulation stands for, by the few methods of the JDK that every way to it passes. A task that gets there ends
 * its run: it would wait in real time, or take an input that no seed decides.
 */
final class Unsimulated {

  /** A method, all overloads of it, and what the program would do there. */
  record Method(String name, String what) {}

  static final Map<String, List<Method>> METHODS = Map.ofEntries(
      Map.entry("java/net/SocksSocketImpl", List.of(new Method("connect", "Socket.connect"))),
      Map.entry(
          "sun/nio/ch/NioSocketImpl",
          List.of(
              new Method("connect", "Socket.connect"),
              new Method("accept", "ServerSocket.accept"),
              new Method("implRead", "reading from a Socket"),
              new Method("implWrite", "writing to a Socket"))),
      Map.entry(
          "sun/nio/ch/SocketChannelImpl",
          List.of(
              new Method("connect", "SocketChannel.connect"),
              new Method("finishConnect", "SocketChannel.finishConnect"),
              new Method("read", "SocketChannel.read"),
              new Method("write", "SocketChannel.write"),
              new Method("blockingConnect", "Socket.connect"),
              new Method("blockingRead", "reading from a Socket"),
              new Method("blockingWriteFully", "writing to a Socket"))),
      Map.entry(
          "sun/nio/ch/ServerSocketChannelImpl",
          List.of(
              new Method("accept", "ServerSocketChannel.accept"),
              new Method("blockingAccept", "ServerSocket.accept"))),
      Map.entry(
          "sun/nio/ch/DatagramChannelImpl",
          List.of(
              new Method("receive", "DatagramChannel.receive"),
              new Method("send", "DatagramChannel.send"),
              new Method("read", "DatagramChannel.read"),
              new Method("write", "DatagramChannel.write"),
              new Method("blockingReceive", "DatagramSocket.receive"),
              new Method("blockingSend", "DatagramSocket.send"))),
      Map.entry(
          "sun/nio/ch/UnixAsynchronousSocketChannelImpl",
          List.of(
              new Method("implConnect", "AsynchronousSocketChannel.connect"),
              new Method("implRead", "AsynchronousSocketChannel.read"),
              new Method("implWrite", "AsynchronousSocketChannel.write"))),
      Map.entry(
          "sun/nio/ch/UnixAsynchronousServerSocketChannelImpl",
          List.of(new Method("implAccept", "AsynchronousServerSocketChannel.accept"))),
      Map.entry("sun/nio/ch/SourceChannelImpl", List.of(new Method("read", "reading from a Pipe"))),
      Map.entry("sun/nio/ch/SinkChannelImpl", List.of(new Method("write", "writing to a Pipe"))),
      Map.entry("sun/nio/ch/SelectorImpl", List.of(new Method("lockAndDoSelect", "Selector.select"))),
      Map.entry("sun/nio/fs/LinuxFileSystem", List.of(new Method("newWatchService", "watching directories"))),
      Map.entry("java/lang/ProcessBuilder", List.of(new Method("start", "ProcessBuilder.start"))),
      Map.entry(
          "java/net/InetAddress",
          List.of(
              new Method("getAllByName0", "resolving a host name"),
              new Method("getLocalHost", "resolving the local host's name"),
              new Method("getAddressesFromNameService", "resolving a host name"),
              new Method("getHostFromNameService", "resolving an address"),
              new Method("isReachable", "InetAddress.isReachable"))));

  private Unsimulated() {}
}
