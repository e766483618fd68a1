package java.lang;

/**
 * A frame of a suspended continuation. The agent defines this class into java.base, so it must not refer to anything of
 * Lasso.
 *
 * @param owner the class whose method it is
 * @param method the name of the method
 * @param descriptor its descriptor
 * @param index of the byte code instruction at which it stands
 * @param locals one element a local variable; see {@link TaskFrames#isPrimitive}
 * @param operands of its operand stack, likewise
 */
public record TaskFrame(Class<?> owner, String method, String descriptor, int index, Object[] locals,
    Object[] operands) {}
