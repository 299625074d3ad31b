import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { productVersion } from '../product-version.ts'

const Running = z.object({
  pid: z.int(),
  /** Of the process, in the kernel's ticks: tells it from a later one with the same pid. */
  ticks: z.string(),
  version: z.string(),
  since: z.iso.datetime(),
  /** By the process's name in `child-table.ts`. */
  addresses: z.record(z.string(), z.string()),
})
export type Running = z.infer<typeof Running>

const fileIn = (dataDir: string) => join(dataDir, 'running.json')

/** For `yorube status`: that this process serves, and where. */
export function noteRunning(dataDir: string, addresses: Record<string, string>) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const running: Running = {
    pid: process.pid,
    ticks: startTicks(process.pid) ?? '',
    version: productVersion(),
    since: new Date().toISOString(),
    addresses,
  }
  writeFileSync(fileIn(dataDir), JSON.stringify(running), { mode: 0o600 })
}

export function forgetRunning(dataDir: string) {
  rmSync(fileIn(dataDir), { force: true })
}

/** Undefined when nothing serves, even if a killed launcher left its note behind. */
export function readRunning(dataDir: string): Running | undefined {
  try {
    const running = Running.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')))
    return startTicks(running.pid) === running.ticks ? running : undefined
  } catch {
    return undefined
  }
}

/** The program's name, in brackets, may hold blanks and brackets of its own. */
function startTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .at(19)
  } catch {
    return undefined
  }
}
