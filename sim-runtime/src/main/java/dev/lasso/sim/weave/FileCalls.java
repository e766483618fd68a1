package dev.lasso.sim.weave;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.lasso.sim.weave.JdkSpecials.Special;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * The methods of the JDK beneath which is the operating system, and what the simulated disk is asked there instead.
 * Everything above them is the JDK's own: paths, attributes, channels, streams, locks.
 *
 * <p>A row is a method that calls a native one. A task that comes to it asks the method of the same row in
 * {@code dev.lasso.sim.hooks}, and if that was a call for the simulated disk, returns with what it has answered.
 */
final class FileCalls {

  private static final String HOOKS = "dev.lasso.sim.hooks";
  static final ClassDesc FILE_HOOKS = ClassDesc.of(HOOKS, "FileHooks");
  private static final ClassDesc DISK_ERROR = ClassDesc.of(HOOKS, "DiskError");
  private static final String UNIX_ERROR = "sun/nio/fs/UnixException";
  private static final ClassDesc UNIX_EXCEPTION = ClassDesc.ofInternalName(UNIX_ERROR);
  private static final ClassDesc UNIX_PATH = ClassDesc.of("sun.nio.fs", "UnixPath");
  private static final ClassDesc FILE_DESCRIPTOR = ClassDesc.of("java.io", "FileDescriptor");
  private static final ClassDesc LIST = ClassDesc.of("java.util.List");
  private static final MethodTypeDesc IS_ANSWERED = MethodTypeDesc.of(CD_boolean);
  private static final MethodTypeDesc HAS_MAPPED = MethodTypeDesc.of(CD_boolean, CD_long);
  private static final MethodTypeDesc STRERROR = MethodTypeDesc.of(CD_String, CD_int);
  private static final ClassDesc EXECUTOR = ClassDesc.of("java.util.concurrent.ExecutorService");
  private static final MethodTypeDesc EXECUTOR_OF = MethodTypeDesc.of(CD_Object, CD_Object);
  private static final MethodTypeDesc AWAIT_IDLE = MethodTypeDesc.of(CD_void, CD_Object);
  private static final MethodTypeDesc ERRNO = MethodTypeDesc.of(CD_int);
  private static final MethodTypeDesc OF_ERRNO = MethodTypeDesc.of(CD_void, CD_int);
  private static final MethodTypeDesc BYTES = MethodTypeDesc.ofDescriptor("()[B");

  private static final String STREAM = "java/io/";
  private static final String CHANNEL = "sun/nio/ch/";
  private static final String PATH = "sun/nio/fs/";
  private static final String UNIX = PATH + "UnixNativeDispatcher";
  private static final String DISPATCHER = CHANNEL + "UnixFileDispatcherImpl";
  private static final String TRANSFER = CHANNEL + "FileDispatcherImpl";
  private static final String LINUX = PATH + "LinuxFileSystem";
  private static final String INPUT = STREAM + "FileInputStream";
  private static final String OUTPUT = STREAM + "FileOutputStream";
  private static final String RANDOM = STREAM + "RandomAccessFile";
  private static final String FILES = STREAM + "UnixFileSystem";
  private static final String MAPPED = "java/nio/MappedMemoryUtils";

  /** A field of {@code FileHooks}, and the type that it is of. */
  private enum Calls {
    PATHS("PathCalls"), CHANNELS("ChannelCalls"), STREAMS("StreamCalls");

    private final ClassDesc type;

    Calls(String type) {
      this.type = ClassDesc.of(HOOKS, type);
    }
  }

  /** What a hook takes first. */
  private enum Receiver {
    /** Nothing, as the method is static. */
    NONE,
    /** Nothing, though the method is not. */
    DROPPED,
    /** The receiver. */
    KEPT,
    /** The field {@code fd} of the receiver. */
    DESCRIPTOR
  }

  private FileCalls() {}

  static List<Special> all() {
    List<Special> rows = new ArrayList<>();
    for (String member : List.of("open(Lsun/nio/fs/UnixPath;II)I", "openat(I[BII)I", "close(I)V",
        "link(Lsun/nio/fs/UnixPath;Lsun/nio/fs/UnixPath;)V", "symlink([BLsun/nio/fs/UnixPath;)V",
        "unlink(Lsun/nio/fs/UnixPath;)V", "unlinkat(I[BI)V", "mknod(Lsun/nio/fs/UnixPath;IJ)V",
        "rename(Lsun/nio/fs/UnixPath;Lsun/nio/fs/UnixPath;)V", "renameat(I[BI[B)V",
        "mkdir(Lsun/nio/fs/UnixPath;I)V", "rmdir(Lsun/nio/fs/UnixPath;)V", "readlink(Lsun/nio/fs/UnixPath;)[B",
        "realpath(Lsun/nio/fs/UnixPath;)[B", "stat(Lsun/nio/fs/UnixPath;Lsun/nio/fs/UnixFileAttributes;)V",
        "stat2(Lsun/nio/fs/UnixPath;Lsun/nio/fs/UnixFileAttributes;)I",
        "lstat(Lsun/nio/fs/UnixPath;Lsun/nio/fs/UnixFileAttributes;)V", "fstat(ILsun/nio/fs/UnixFileAttributes;)V",
        "fstatat(I[BILsun/nio/fs/UnixFileAttributes;)V", "chown(Lsun/nio/fs/UnixPath;II)V",
        "lchown(Lsun/nio/fs/UnixPath;II)V", "fchown(III)V", "chmod(Lsun/nio/fs/UnixPath;I)V", "fchmod(II)V",
        "fchmodat(ILsun/nio/fs/UnixPath;II)V", "futimens(IJJ)V", "utimensat(ILsun/nio/fs/UnixPath;JJI)V",
        "opendir(Lsun/nio/fs/UnixPath;)J", "readdir(J)[B", "read(IJI)I", "write(IJI)I",
        "access(Lsun/nio/fs/UnixPath;I)I", "statvfs(Lsun/nio/fs/UnixPath;Lsun/nio/fs/UnixFileStoreAttributes;)V",
        "fgetxattr(I[BJI)I", "fsetxattr(I[BJI)V", "fremovexattr(I[B)V")) {
      rows.add(row(UNIX, member, Calls.PATHS, name(member), Receiver.NONE));
    }
    rows.add(row(LINUX, "directCopy(IIJ)I", Calls.PATHS, "directCopy", Receiver.DROPPED));
    rows.add(row(LINUX, "bufferedCopy(IIJIJ)V", Calls.PATHS, "bufferedCopy", Receiver.DROPPED));
    rows.add(row(LINUX, "getMountEntries(Ljava/lang/String;)Ljava/util/List;", Calls.PATHS, "getMountEntries",
        Receiver.DROPPED));
    for (String member : List.of("read(Ljava/io/FileDescriptor;JI)I", "pread(Ljava/io/FileDescriptor;JIJ)I",
        "readv(Ljava/io/FileDescriptor;JI)J", "write(Ljava/io/FileDescriptor;JI)I",
        "pwrite(Ljava/io/FileDescriptor;JIJ)I", "writev(Ljava/io/FileDescriptor;JI)J",
        "seek(Ljava/io/FileDescriptor;J)J", "force(Ljava/io/FileDescriptor;Z)I",
        "truncate(Ljava/io/FileDescriptor;J)I", "size(Ljava/io/FileDescriptor;)J",
        "available(Ljava/io/FileDescriptor;)I", "isOther(Ljava/io/FileDescriptor;)Z",
        "lock(Ljava/io/FileDescriptor;ZJJZ)I", "release(Ljava/io/FileDescriptor;JJ)V",
        "map(Ljava/io/FileDescriptor;IJJZ)J", "setDirectIO(Ljava/io/FileDescriptor;Ljava/lang/String;)I")) {
      rows.add(row(DISPATCHER, member, Calls.CHANNELS, name(member), Receiver.DROPPED));
    }
    for (String name : List.of("transferTo(Ljava/io/FileDescriptor;JJLjava/io/FileDescriptor;Z)J",
        "transferFrom(Ljava/io/FileDescriptor;Ljava/io/FileDescriptor;JJZ)J")) {
      rows.add(row(TRANSFER, name, Calls.CHANNELS, name(name), Receiver.DROPPED));
    }
    rows.addAll(ofStreams());
    rows.addAll(ofNativeMethods());
    rows.addAll(ofMapped());
    rows.add(new Special(CHANNEL + "SimpleAsynchronousFileChannelImpl", "*",
        () -> At.behindStatic("defaultExecutor", FileCalls::executor)));
    rows.add(closing("FileChannelImpl", "implCloseChannel()V"));
    rows.add(closing("SimpleAsynchronousFileChannelImpl", "close()V"));
    rows.add(new Special(UNIX_ERROR, "errorString()Ljava/lang/String;", () -> new Prologue(FileCalls::text)));
    return rows;
  }

  private static List<Special> ofStreams() {
    List<Special> rows = new ArrayList<>();
    rows.add(stream(INPUT, "open(Ljava/lang/String;)V", "openToRead"));
    rows.add(stream(INPUT, "read()I", "read"));
    rows.add(stream(INPUT, "read([B)I", "read"));
    rows.add(stream(INPUT, "read([BII)I", "read"));
    rows.add(stream(INPUT, "length()J", "length"));
    rows.add(stream(INPUT, "position()J", "position"));
    rows.add(stream(INPUT, "skip(J)J", "skip"));
    rows.add(stream(INPUT, "available()I", "available"));
    rows.add(stream(INPUT, "isRegularFile()Z", "isRegularFile"));
    rows.add(stream(OUTPUT, "open(Ljava/lang/String;Z)V", "openToWrite"));
    rows.add(stream(OUTPUT, "write(I)V", "write"));
    rows.add(stream(OUTPUT, "write([B)V", "write"));
    rows.add(stream(OUTPUT, "write([BII)V", "write"));
    rows.add(stream(RANDOM, "open(Ljava/lang/String;I)V", "openRandom"));
    rows.add(stream(RANDOM, "read()I", "read"));
    rows.add(stream(RANDOM, "readBytes([BII)I", "read"));
    rows.add(stream(RANDOM, "implReadLine()Ljava/lang/String;", "readLine"));
    rows.add(stream(RANDOM, "write(I)V", "write"));
    rows.add(stream(RANDOM, "writeBytes([BII)V", "write"));
    rows.add(stream(RANDOM, "seek(J)V", "seek"));
    rows.add(stream(RANDOM, "length()J", "length"));
    rows.add(stream(RANDOM, "setLength(J)V", "setLength"));
    String descriptor = STREAM + "FileDescriptor";
    rows.add(row(descriptor, "sync()V", Calls.STREAMS, "sync", Receiver.KEPT));
    rows.add(row(descriptor, "close()V", Calls.STREAMS, "close", Receiver.KEPT));
    rows.add(row(STREAM + "FileCleanable", "register(Ljava/io/FileDescriptor;)V", Calls.STREAMS, "registerCleanup",
        Receiver.NONE));
    rows.add(row(STREAM + "DeleteOnExitHook", "add(Ljava/lang/String;)V", Calls.STREAMS, "deleteOnExit",
        Receiver.NONE));
    rows.add(file("canonicalize(Ljava/lang/String;)Ljava/lang/String;", "canonicalize"));
    rows.add(file("getBooleanAttributes(Ljava/io/File;)I", "attributes"));
    rows.add(file("hasBooleanAttributes(Ljava/io/File;I)Z", "hasAttributes"));
    rows.add(file("checkAccess(Ljava/io/File;I)Z", "checkAccess"));
    rows.add(file("getLastModifiedTime(Ljava/io/File;)J", "lastModified"));
    rows.add(file("getLength(Ljava/io/File;)J", "length"));
    rows.add(file("setPermission(Ljava/io/File;IZZ)Z", "setPermission"));
    rows.add(file("createFileExclusively(Ljava/lang/String;)Z", "createFile"));
    rows.add(file("delete(Ljava/io/File;)Z", "delete"));
    rows.add(file("list(Ljava/io/File;)[Ljava/lang/String;", "list"));
    rows.add(file("createDirectory(Ljava/io/File;)Z", "createDirectory"));
    rows.add(file("rename(Ljava/io/File;Ljava/io/File;)Z", "rename"));
    rows.add(file("setLastModifiedTime(Ljava/io/File;J)Z", "setLastModified"));
    rows.add(file("setReadOnly(Ljava/io/File;)Z", "setReadOnly"));
    rows.add(file("getSpace(Ljava/io/File;I)J", "space"));
    rows.add(file("getNameMax(Ljava/lang/String;)I", "nameMax"));
    return rows;
  }

  /** Native methods that others call than one of their class. */
  private static List<Special> ofNativeMethods() {
    List<Special> rows = new ArrayList<>();
    rows.add(nativeCall(PATH + "UnixFileSystemProvider", "dup"));
    rows.add(nativeCall(PATH + "UnixFileSystemProvider", "fdopendir"));
    rows.add(nativeCall(PATH + "UnixSecureDirectoryStream", "dup"));
    rows.add(nativeCall(PATH + "UnixSecureDirectoryStream", "fdopendir"));
    rows.add(nativeCall(PATH + "UnixDirectoryStream", "closedir"));
    rows.add(nativeCall(PATH + "UnixUserDefinedFileAttributeView", "flistxattr"));
    rows.add(nativeCall(CHANNEL + "FileKey", "init"));
    return rows;
  }

  /** What any thread may do with memory that is mapped. */
  private static List<Special> ofMapped() {
    return List.of(mapped(DISPATCHER, "unmap(JJ)I", Receiver.DROPPED, "unmap"),
        mapped(MAPPED, "force(Ljava/io/FileDescriptor;JZJJ)V", Receiver.NONE, "msync"),
        mapped(MAPPED, "isLoaded(JZJ)Z", Receiver.NONE, "isLoaded"),
        mapped(MAPPED, "unload(JZJ)V", Receiver.NONE, "unload"));
  }

  private static Special stream(String owner, String member, String hook) {
    return row(owner, member, Calls.STREAMS, hook, Receiver.DESCRIPTOR);
  }

  private static Special file(String member, String hook) {
    return row(FILES, member, Calls.STREAMS, hook, Receiver.DROPPED);
  }

  private static Special closing(String channel, String member) {
    return new Special(CHANNEL + channel, member, () -> At.beforeCall("signalAndWait", FileCalls::awaitIdle));
  }

  private static Special nativeCall(String caller, String name) {
    return new Special(caller, "*", () -> new NativeCall(name));
  }

  private static String name(String member) {
    return member.substring(0, member.indexOf('('));
  }

  private static Special row(String owner, String member, Calls calls, String hook, Receiver receiver) {
    return new Special(owner, member, () -> new Prologue(out -> ask(out, owner, member, calls, hook, receiver)));
  }

  private static void ask(CodeBuilder out, String owner, String member, Calls calls, String hook, Receiver receiver) {
    Label real = out.newLabel();
    Label other = out.newLabel();
    Hook.IN_TASK.call(out);
    out.ifeq(real);
    Runnable call = () -> call(out, owner, member, calls, hook, receiver);
    if (calls == Calls.PATHS) {
      orUnixException(out, call);
    } else {
      call.run();
    }
    out.getstatic(FILE_HOOKS, calls.name(), calls.type).invokeinterface(calls.type, "isAnswered", IS_ANSWERED);
    TypeKind result = TypeKind.from(type(member).returnType());
    out.ifeq(other).return_(result).labelBinding(other);
    pop(out, result);
    out.labelBinding(real);
  }

  /** The channel is about to wait, for real, until no call is made on it any longer. */
  private static void awaitIdle(CodeBuilder out) {
    out.dup().invokestatic(FILE_HOOKS, "awaitIdle", AWAIT_IDLE);
  }

  private static void executor(CodeBuilder out) {
    out.invokestatic(FILE_HOOKS, "executor", EXECUTOR_OF).checkcast(EXECUTOR);
  }

  /**
   * The text of an error by its number. The JDK's native method takes what the thread failed with last, whatever number
   * it is given.
   */
  private static void text(CodeBuilder out) {
    Label real = out.newLabel();
    Label unknown = out.newLabel();
    out.aload(0).getfield(UNIX_EXCEPTION, "msg", CD_String).ifnonnull(real);
    Hook.IN_TASK.call(out);
    out.ifeq(real);
    out.getstatic(FILE_HOOKS, Calls.PATHS.name(), Calls.PATHS.type);
    out.aload(0).getfield(UNIX_EXCEPTION, "errno", CD_int);
    out.invokeinterface(Calls.PATHS.type, "strerror", STRERROR).dup().ifnull(unknown).areturn();
    out.labelBinding(unknown).pop().labelBinding(real);
  }

  /** Writes a call, and behind it what makes a {@code UnixException} of a {@code DiskError}. */
  static void orUnixException(CodeBuilder out, Runnable call) {
    Label done = out.newLabel();
    Label begin = out.newBoundLabel();
    call.run();
    out.goto_(done);
    Label failed = out.newBoundLabel();
    out.exceptionCatch(begin, failed, failed, DISK_ERROR);
    int errno = out.allocateLocal(TypeKind.INT);
    out.invokevirtual(DISK_ERROR, "errno", ERRNO).istore(errno);
    out.new_(UNIX_EXCEPTION).dup().iload(errno).invokespecial(UNIX_EXCEPTION, "<init>", OF_ERRNO).athrow();
    out.labelBinding(done);
  }

  private static Special mapped(String owner, String member, Receiver receiver, String hook) {
    return new Special(owner, member, () -> new Prologue(out -> {
      Label real = out.newLabel();
      int address = type(member).parameterType(0).equals(CD_long) && receiver == Receiver.NONE ? 0 : 1;
      out.getstatic(FILE_HOOKS, Calls.CHANNELS.name(), Calls.CHANNELS.type).lload(address);
      out.invokeinterface(Calls.CHANNELS.type, "hasMapped", HAS_MAPPED).ifeq(real);
      call(out, owner, member, Calls.CHANNELS, hook, receiver);
      out.return_(TypeKind.from(type(member).returnType()));
      out.labelBinding(real);
    }));
  }

  /** Calls the hook with the arguments of the method. */
  private static void call(CodeBuilder out, String owner, String member, Calls calls, String hook, Receiver receiver) {
    List<ClassDesc> taken = new ArrayList<>();
    out.getstatic(FILE_HOOKS, calls.name(), calls.type);
    if (receiver == Receiver.KEPT || receiver == Receiver.DESCRIPTOR) {
      out.aload(0);
      taken.add(FILE_DESCRIPTOR);
    }
    if (receiver == Receiver.DESCRIPTOR) {
      out.getfield(ClassDesc.ofInternalName(owner), "fd", FILE_DESCRIPTOR);
    }
    int slot = receiver == Receiver.NONE ? 0 : 1;
    for (ClassDesc parameter : type(member).parameterList()) {
      TypeKind kind = TypeKind.from(parameter);
      out.loadLocal(kind, slot);
      slot += kind.slotSize();
      if (parameter.equals(UNIX_PATH)) {
        out.invokevirtual(UNIX_PATH, "getByteArrayForSysCalls", BYTES);
      }
      taken.add(taken(parameter));
    }
    ClassDesc result = type(member).returnType();
    out.invokeinterface(calls.type, hook, MethodTypeDesc.of(taken(result), taken));
    if (!taken(result).equals(result)) {
      out.checkcast(result);
    }
  }

  /** What stands for a type at the hooks, which name what is public only. */
  private static ClassDesc taken(ClassDesc type) {
    if (type.equals(UNIX_PATH)) {
      return CD_byte.arrayType();
    }
    boolean isHidden = type.isClassOrInterface()
        && (type.packageName().equals("sun.nio.fs") || type.equals(LIST));
    return isHidden ? CD_Object : type;
  }

  private static MethodTypeDesc type(String member) {
    return MethodTypeDesc.ofDescriptor(member.substring(member.indexOf('(')));
  }

  private static void pop(CodeBuilder out, TypeKind kind) {
    if (kind.slotSize() == 2) {
      out.pop2();
    } else if (kind.slotSize() == 1) {
      out.pop();
    }
  }
}
