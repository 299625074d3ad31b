import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface ServerProcess {
  url: string
  /** Asks it to end and answers how long that took, in milliseconds. */
  stop(): Promise<number>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

const READY_WITHIN_MS = 20_000

/** Starts a launcher as its own production process and waits until it says that it answers. */
export async function startServer(
  launcher: URL,
  env: Record<string, string> = {},
  /** Where its output goes: a file descriptor, or our own output. */
  output: number | 'inherit' = 'inherit',
): Promise<ServerProcess> {
  const child = fork(fileURLToPath(launcher), {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', output, output, 'ipc'],
  })
  const url = await readyUrl(child)
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        const start = performance.now()
        child.once('exit', () => resolve(performance.now() - start))
        child.kill('SIGTERM')
      }),
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGKILL')
      }),
  }
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      child.kill('SIGKILL')
      reject(new Error(`The server did not start: ${why}`))
    }
    const timer = setTimeout(() => fail('not ready in time'), READY_WITHIN_MS)
    child.once('exit', (code) => fail(`it ended with ${code}`))
    child.on('message', (message) => {
      if (typeof message !== 'object' || message === null || !('url' in message)) return
      clearTimeout(timer)
      child.removeAllListeners('exit')
      resolve(String(message.url))
    })
  })
}
