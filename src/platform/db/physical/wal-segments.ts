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
  const hex = (number: number) => number.toString(16).toUpperCase().padStart(8, '0')
  return Array.from({ length: to.number - from.number + 1 }, (_, i) => {
    const number = from.number + i
    return from.timeline + hex(Math.floor(number / perLog)) + hex(number % perLog)
  })
}
