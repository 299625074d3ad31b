/**
 * The derivation of a password takes a core for long, the look through a file what the scanner needs, an answer of the office's
 * directory as long as that likes: nobody does that with a connection in hand that others wait for. It reads what it takes in a short
 * transaction of its own, which is committed, and answers with the work. What it read may have changed until `run`, which alone
 * decides, and asks again.
 */
export type Beforehand<At, Input, Done> = (at: At, input: Input, hold: Hold) => Promise<() => Promise<Done>>

/** Is told how to give back what the work needs, such as a place: done after it, and where it is not done after all. */
export type Hold = (giveBack: () => void) => void

/** The work that was prepared, done. What `hold` was told is given back whatever throws, the preparation's commit included. */
export async function afterPreparing<Done>(
  prepare: (hold: Hold) => Promise<() => Promise<Done>>,
): Promise<Done> {
  const held: (() => void)[] = []
  try {
    const work = await prepare((giveBack) => held.push(giveBack))
    return await work()
  } finally {
    for (const giveBack of held) giveBack()
  }
}
