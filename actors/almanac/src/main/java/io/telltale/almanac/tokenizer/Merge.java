package io.telltale.almanac.tokenizer;

/** Two neighbouring tokens that become one. */
record Merge(String left, String right) implements Comparable<Merge> {

    String joined() {
        return left + right;
    }

    @Override
    public int compareTo(Merge other) {
        int byLeft = left.compareTo(other.left);
        return byLeft != 0 ? byLeft : right.compareTo(other.right);
    }
}
