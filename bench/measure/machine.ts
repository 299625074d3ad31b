import { closeSync, fdatasyncSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { median, othersPart, type Spent } from './statistics.ts'

/** The kernel counts in hundredths of a second, on every Linux that Node runs on. */
const ticksPerSecond = 100

interface ProcessTimes {
  parent: number
  /** Core seconds, children that have ended included. */
  seconds: number
}

function timesOf(pid: number | 'self'): ProcessTimes | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name stands in brackets and may hold anything; what follows is numbers.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0)
    return { parent: Number(fields[1]), seconds: ticks / ticksPerSecond }
  } catch {
    return null
  }
}

/** The processes below one, itself included. */
function familyOf(root: number, all: ReadonlyMap<number, ProcessTimes>): number[] {
  const children = Map.groupBy(all.keys(), (pid) => all.get(pid)?.parent ?? 0)
  const found = [root]
  for (const pid of found) found.push(...(children.get(pid) ?? []))
  return found
}

/** Core seconds a process and everything below it has used so far. */
export function secondsOf(root: number): number {
  const all = new Map<number, ProcessTimes>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    const times = Number.isInteger(pid) ? timesOf(pid) : null
    if (times) all.set(pid, times)
  }
  return familyOf(root, all).reduce((sum, pid) => sum + (all.get(pid)?.seconds ?? 0), 0)
}

function busySeconds(): number {
  const [first = ''] = readFileSync('/proc/stat', 'latin1').split('\n')
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = first
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number)
  return (user + nice + system + irq + softirq + steal) / ticksPerSecond
}

/** Begins to watch; what comes back says how much of the machine others had since. */
export function watchOthers(): () => number {
  const began = { at: performance.now(), busy: busySeconds(), own: secondsOf(process.pid) }
  return () => {
    const spent: Spent = {
      available: ((performance.now() - began.at) / 1000) * availableParallelism(),
      busy: busySeconds() - began.busy,
      own: secondsOf(process.pid) - began.own,
    }
    return othersPart(spent)
  }
}

/** Resident memory in megabytes; shared pages count. */
export function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]
  return Number(kilobytes) / 1024
}

/** The main process of the cluster: its children answer the statements. */
export function postmasterOf(clusterFolder: string): number {
  return Number(readFileSync(join(clusterFolder, 'postmaster.pid'), 'latin1').split('\n')[0])
}

/** Microseconds until a page of the write-ahead log's size is on the disk: durable writes wait that long at least. */
export function syncMicroseconds(folder: string): number {
  const path = join(folder, 'sync-probe')
  const file = openSync(path, 'w')
  const page = Buffer.alloc(8192, 1)
  const took: number[] = []
  try {
    for (let at = 0; at < 200; at += 1) {
      writeSync(file, page, 0, page.length, at * page.length)
      const began = performance.now()
      fdatasyncSync(file)
      took.push((performance.now() - began) * 1000)
    }
  } finally {
    closeSync(file)
    rmSync(path)
  }
  return Math.round(median(took))
}

export function machineClass() {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? '',
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
  }
}
