package io.gridmill.ledger;

/**
 * All that a block is, as plain records, for what writes them field by field.
 *
 * @param head what never changes in a generation
 * @param columns what is per task
 * @param rest what is per block
 */
public record BlockParts(TaskBlock.Head head, TaskBlock.Columns columns, TaskBlock.Rest rest) {

    /** The parts of a block; they share what it holds. */
    public static BlockParts of(TaskBlock block) {
        return new BlockParts(block.head(), block.columns(), block.rest());
    }

    /** The block of these parts. */
    public TaskBlock block() {
        if (columns.states().length != head.size()) {
            throw new IllegalArgumentException(
                    "A block of " + head.size() + " tasks has not as many states");
        }
        return new TaskBlock(head, columns, rest);
    }
}
