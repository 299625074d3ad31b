import { notesOf } from '../../../src/app/cli/outside-notes.ts'
import { openCheckpoint, signCheckpoint } from '../../../src/platform/audit/log/checkpoint.ts'
import { LEAF_COLUMNS, LeafReader } from '../../../src/platform/audit/log/leaf.ts'
import { openNote, signNote } from '../../../src/platform/audit/log/note.ts'
import { ctx } from '../../../src/platform/vault/ctx.ts'
import { logSigner } from '../../../src/platform/vault/index.ts'
import type { Random } from '../../random.ts'
import { joined, mutateBytes, mutateText, textLike } from '../mutate.ts'
import { must, orRefused, type Target, target } from '../target.ts'

/** The record's log: checkpoints from a folder outside, where others write, and its lines as the database sends them. */
export async function logTargets(): Promise<Target[]> {
  return [checkpoints(), leaves(), alteredLeaves()]
}

const origin = 'yorube/0123456789abcdef'
const ours = logSigner(new Uint8Array(32).fill(7))
const others = logSigner(new Uint8Array(32).fill(8))
const rootOf = (size: number) => new Uint8Array(32).fill(size)
const noteOf = (size: number, signer = ours, of = origin) =>
  signCheckpoint({ origin: of, size, root: rootOf(size) }, signer)
const witnessLine = (note: string) =>
  signNote(note.slice(0, note.indexOf('\n\n') + 1), 'witness.example', others).split('\n\n')[1] ?? ''

function checkpoints(): Target {
  const [first, second] = [noteOf(1), noteOf(212)]
  const samples = [
    first,
    first + second,
    first + witnessLine(first) + second,
    noteOf(3, others),
    noteOf(3, ours, 'yorube/fedcba9876543210'),
    signNote('a shopping list\n', origin, ours),
    signNote(`${origin}\n5\n\n`, origin, ours),
    first.replace('\n1\n', '\n01\n'),
  ]
  const signed = new Map([first, second].map((note) => [note.slice(0, note.indexOf('\n\n') + 1), note]))
  return target<string>({
    name: 'checkpoints',
    of: ['checkpoint', 'note'].map((name) => `src/platform/audit/log/${name}.ts`),
    // As large as a file with notes may be.
    make: (random) => checkpointLike(random, samples).slice(0, 16_384),
    read(text) {
      const notes = notesOf(text)
      must(notes.join('') === text, 'a part of the file that nobody looked at')
      for (const note of notes) {
        openNote(note, origin, ours.publicKey)
        const opened = openCheckpoint(note, origin, ours.publicKey)
        if (typeof opened === 'string') continue
        must(signed.has(note.slice(0, note.lastIndexOf('\n\n') + 1)), 'a text that was never signed')
        must(Buffer.from(opened.root).equals(rootOf(opened.size)), 'another root than the signed one')
      }
    },
  })
}

/** Changed anywhere, or said anew in a line of its own: size, root, name, signature. */
function checkpointLike(random: Random, samples: readonly string[]): string {
  if (random.oneIn(2)) return textLike(random, samples, 200)
  const lines = random.pick(samples).split('\n')
  const at = random.below(lines.length)
  const line = lines[at] ?? ''
  switch (random.below(4)) {
    case 0:
      lines[at] = mutateText(random, line)
      break
    case 1:
      lines.splice(at, 1)
      break
    case 2:
      lines.splice(at, 0, random.pick(random.pick(samples).split('\n')))
      break
    default:
      lines[at] = Buffer.from(mutateBytes(random, Buffer.from(line, 'base64'))).toString('base64')
  }
  return lines.join('\n')
}

type Column = Buffer | null

/** As record_send() strings columns together. */
function rowOf(columns: readonly Column[]): Buffer {
  const word = (value: number) => {
    const out = Buffer.alloc(4)
    out.writeInt32BE(value)
    return out
  }
  const parts = columns.flatMap((one) => [word(25), word(one?.length ?? -1), one ?? Buffer.alloc(0)])
  return Buffer.concat([word(columns.length), ...parts])
}

function columnsLike(random: Random): Column[] {
  return LEAF_COLUMNS.map(([name, kind]) => {
    if (name === 'seq') return Buffer.concat([Buffer.alloc(4), random.bytes(4)])
    if (random.oneIn(4)) return null
    if (String.fromCharCode(kind) === 'n') return Buffer.from(random.bytes(random.pick([4, 8])))
    return Buffer.from(random.bytes(random.oneIn(500) ? random.below(0xffff) : random.below(120)))
  })
}

/** What the leaf is by its description, written down without any haste. */
function leafOf(columns: readonly Column[]): Buffer {
  const fields = LEAF_COLUMNS.map(([, kind], place) => {
    const one = columns[place] ?? null
    if (one === null) return Buffer.alloc(0)
    const isShort = String.fromCharCode(kind) === 'n' && one.length === 4
    const wide = Buffer.alloc(8)
    if (isShort) wide.writeBigInt64BE(BigInt(one.readInt32BE(0)))
    return Buffer.concat([Buffer.of(kind), isShort ? wide : one])
  })
  return Buffer.concat([Buffer.of(0), ctx('audit-leaf', ...fields)])
}

const leafFile = ['src/platform/audit/log/leaf.ts']

function leaves(): Target {
  return target<Column[][]>({
    name: 'leaves',
    of: leafFile,
    make: (random) => Array.from({ length: random.between(1, 4) }, () => columnsLike(random)),
    read(rows) {
      const reader = new LeafReader(Buffer.concat(rows.map(rowOf)))
      for (const columns of rows) {
        const leaf = reader.next()
        must(leaf !== null && leafOf(columns).equals(leaf), 'a leaf of another line')
      }
      must(reader.isAtEnd, 'a line too many')
    },
  })
}

/** Bytes that no table of ours sends: told by an error, since two lines must never have one leaf. */
function alteredLeaves(): Target {
  const isOwn = (error: unknown) =>
    error instanceof RangeError ||
    (error instanceof Error && /^(a row|a column|a number) (has|is|was) /.test(error.message))
  return target<Uint8Array>({
    name: 'altered-leaves',
    of: leafFile,
    make: (random) =>
      mutateBytes(random, joined(...Array.from({ length: 2 }, () => rowOf(columnsLike(random))))),
    read(bytes) {
      const reader = new LeafReader(Buffer.from(bytes))
      while (!reader.isAtEnd) {
        const leaf = orRefused(() => reader.next() ?? 'missing', isOwn)
        if (leaf === undefined) return
        if (leaf !== 'missing') mustBeLeaf(Buffer.from(leaf), Buffer.from(bytes))
      }
    },
  })
}

/** Sixteen fields and nothing behind them, and nothing in them but what was sent. */
function mustBeLeaf(leaf: Buffer, sent: Buffer): void {
  let at = ctx('audit-leaf').length + 1
  for (const [name, kind] of LEAF_COLUMNS) {
    const length = leaf.readUInt16BE(at)
    at += 2 + length
    if (length === 0) continue
    const content = leaf.subarray(at - length + 1, at)
    must(leaf[at - length] === kind, `${name} is of another kind`)
    if (String.fromCharCode(kind) === 'n') must(length === 9, `${name} is no number`)
    else must(content.length === length - 1 && sent.includes(content), `${name} was never sent`)
  }
  must(at === leaf.length, 'more than a leaf')
}
