import { expect } from 'vitest'
import type { Bytes } from './contract.ts'

type Fields = Record<string, unknown>

/** A stored object: its row, what to change the columns to, and whether it opens. */
export interface Target<Row extends object> {
  row: Row
  swaps: Partial<Row>
  opens(row: Row): boolean | Promise<boolean>
}

export interface Tally {
  objects: number
  bytes: number
  lengths: number
  swaps: number
}

export const tally: Tally = { objects: 0, bytes: 0, lengths: 0, swaps: 0 }

/** Flips a bit of every byte, cuts and lengthens every byte column and swaps every other one; nothing may open. */
export async function expectTamperProof<Row extends object>(target: Target<Row>): Promise<void> {
  expect(await target.opens(target.row)).toBe(true)
  tally.objects += 1
  for (const [name, value] of Object.entries(target.row)) {
    if (value instanceof Uint8Array) await refuseBytes(target, name, value)
    else await refuseSwap(target, name)
  }
}

async function refuseBytes<Row extends object>(
  target: Target<Row>,
  name: string,
  value: Bytes,
): Promise<void> {
  for (let at = 0; at < value.length; at += 1) {
    const changed = Uint8Array.from(value)
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
    if (await target.opens(changedRow(target.row, name, changed))) throw new Error(`${name}[${at}] opened`)
    tally.bytes += 1
  }
  const longer = Uint8Array.from([...value, 0])
  for (const other of [value.subarray(1), value.subarray(0, -1), longer, value.subarray(0, 0)]) {
    if (await target.opens(changedRow(target.row, name, other)))
      throw new Error(`${name} of another length opened`)
    tally.lengths += 1
  }
}

async function refuseSwap<Row extends object>(target: Target<Row>, name: string): Promise<void> {
  const other = (target.swaps as Fields)[name]
  if (other === undefined) throw new Error(`the test does not say what to swap ${name} for`)
  if (await target.opens(changedRow(target.row, name, other))) throw new Error(`swapped ${name} opened`)
  tally.swaps += 1
}

function changedRow<Row extends object>(row: Row, name: string, value: unknown): Row {
  return { ...row, [name]: value }
}
