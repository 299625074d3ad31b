import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface LaunchedInstance {
  staffUrl: string
  publicUrl: string
  /** Of the first set-up; both empty once there is a tenant. */
  setUpUrl: string
  setUpCode: string
  /** Of the launcher. */
  pid: number
  stop(): Promise<void>
}

const readyWithinMs = 240_000
const setUpSentence = /First set-up: open (\S+) and type this code, which works once: (\S+)/

/** A new instance as an operator starts it: launcher, embedded database, migrations, all processes. */
export async function launchInstance({
  isSample = false,
  staffProcesses = 1,
} = {}): Promise<LaunchedInstance> {
  const folder = mkdtempSync(join(tmpdir(), 'yorube-instance-'))
  // The database's own account must reach its files in there, or they go elsewhere and stay.
  chmodSync(folder, 0o711)
  const child = spawn(process.execPath, ['src/app/launch.ts', ...(isSample ? ['--sample'] : [])], {
    env: {
      PATH: process.env.PATH,
      ...(process.env.YORUBE_BUILD ? { YORUBE_BUILD: process.env.YORUBE_BUILD } : {}),
      LANG: 'en',
      LOG_LEVEL: 'warn',
      PORT: '0',
      STAFF_PROCESSES: String(staffProcesses),
      INTAKE_PORT: '0',
      DATA_DIR: join(folder, 'data'),
      ROOT_SECRET_FILE: join(folder, 'root-secret'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const printed = await printedUntil(child, isSample ? /Public pages: \S+/ : setUpSentence)
  const staffUrl = /Staff pages: (\S+)/.exec(printed)?.[1] ?? ''
  return {
    staffUrl: staffUrl.replace(/\/$/, ''),
    publicUrl: /Public pages: (\S+)/.exec(printed)?.[1] ?? '',
    setUpUrl: setUpSentence.exec(printed)?.[1] ?? '',
    setUpCode: setUpSentence.exec(printed)?.[2] ?? '',
    pid: child.pid ?? 0,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function printedUntil(child: ChildProcess, wanted: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const fail = (why: string) => reject(new Error(`${why}:\n${printed}`))
    const timer = setTimeout(() => fail('the instance did not start'), readyWithinMs)
    child.once('exit', (code) => fail(`the instance ended with ${code}`))
    const hear = (chunk: Buffer) => {
      printed += chunk.toString('utf8')
      if (!wanted.test(printed)) return
      clearTimeout(timer)
      child.removeAllListeners('exit')
      child.stdout?.off('data', hear).resume()
      resolve(printed)
    }
    child.stdout?.on('data', hear)
  })
}
