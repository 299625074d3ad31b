const SEGMENT = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/

interface Segment {
  timeline: string
  number: number
}

function parse(name: string, perLog: number): Segment {
  const [, timeline = '', log = '', part = ''] = SEGMENT.exec(name) ?? []
  if (timeline === '') throw new Error(`${name} does not name a segment of the log`)
  return { timeline, number: Number.parseInt(log, 16) * perLog + Number.parseInt(part, 16) }
}

/** Four terabytes of the usual size: a log as long as that is a mistake, and its list would fill the memory. */
const mostSegments = 2 ** 18

/** File names of the write-ahead log from one segment to another, both included. */
export function segmentsBetween(first: string, last: string, segmentBytes: number): string[] {
  const perLog = 2 ** 32 / segmentBytes
  const from = parse(first, perLog)
  const to = parse(last, perLog)
  if (from.timeline !== to.timeline || to.number < from.number || to.number - from.number > mostSegments)
    throw new Error(`${last} does not follow ${first}`)
  return Array.from({ length: to.number - from.number + 1 }, (_, i) =>
    nameOf(from.timeline, from.number + i, perLog),
  )
}

const hex = (number: number) => number.toString(16).toUpperCase().padStart(8, '0')
const nameOf = (timeline: string, number: number, perLog: number) =>
  timeline + hex(Math.floor(number / perLog)) + hex(number % perLog)

/** The segment in which a position of the log lies; a position on the border belongs to the later one. */
export function segmentAt(timeline: string, lsn: bigint, segmentBytes: number) {
  const number = lsn / BigInt(segmentBytes)
  const start = number * BigInt(segmentBytes)
  const startLsn = `${(start >> 32n).toString(16)}/${(start & 0xffffffffn).toString(16)}`
  return { name: nameOf(timeline, Number(number), 2 ** 32 / segmentBytes), start, startLsn }
}

/** Segments from the one that holds `from` to the last that ends at or before `to`. */
export function segmentsFrom(timeline: string, from: bigint, to: bigint, segmentBytes: number): string[] {
  const names: string[] = []
  const size = BigInt(segmentBytes)
  for (let at = (from / size) * size; at + size <= to; at += size)
    names.push(segmentAt(timeline, at, segmentBytes).name)
  return names
}

/** The one after it on the same timeline. */
export function nextSegment(name: string, segmentBytes: number): string {
  const perLog = 2 ** 32 / segmentBytes
  const { timeline, number } = parse(name, perLog)
  return nameOf(timeline, number + 1, perLog)
}
