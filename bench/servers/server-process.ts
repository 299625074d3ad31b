import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Instance } from '../world/instance.ts'
import { project } from '../world/instance.ts'

export interface Server {
  pid: number
  port: number
  stop(): Promise<void>
}

const readyWithinMs = 30_000
const endsWithinMs = 10_000

/** Starts a program as the launcher does and waits until it is ready; one that answers says where. */
export async function startServer(
  instance: Instance,
  program: string,
  environment: Record<string, string>,
  nodeOptions: readonly string[] = [],
): Promise<Server> {
  const logFile = join(instance.folder, `${basename(program, '.ts')}.log`)
  const log = openSync(logFile, 'w')
  const child = fork(join(project, program), {
    cwd: project,
    execArgv: [...nodeOptions],
    env: { PATH: process.env.PATH ?? '', TZ: 'UTC', NODE_ENV: 'production', ...environment },
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  const url = await readyAt(child, program, logFile)
  return { pid: child.pid ?? 0, port: url ? Number(new URL(url).port) : 0, stop: () => end(child) }
}

function readyAt(child: ChildProcess, program: string, logFile: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      child.kill('SIGKILL')
      reject(new Error(`${program} ${why}; its log stands in ${logFile}`))
    }
    const timer = setTimeout(() => fail('did not start'), readyWithinMs)
    child.once('exit', (code) => fail(`ended with ${code}`))
    child.on('message', (message) => {
      if (typeof message !== 'object' || message === null || !('type' in message)) return
      if (message.type !== 'ready') return
      clearTimeout(timer)
      child.removeAllListeners('exit')
      resolve('url' in message ? String(message.url) : null)
    })
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const late = sleep(endsWithinMs, true, { ref: false })
  if ((await Promise.race([ended, late])) === true) child.kill('SIGKILL')
  await ended
}
