import { spawn } from 'node:child_process'
import { PROJECT, Stop } from './project.mjs'

const LAST_LINES = 40

/** Runs a preparation quietly under a title: a live line on a terminal, a plain one elsewhere. Its output shows only if it fails. */
export async function prepare(title, command, args, options = {}) {
  const end = progress(title)
  const child = spawn(command, args, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'], ...options })
  const output = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk))
  const code = await exitOf(child)
  end()
  if (code === 0) return
  const lines = Buffer.concat(output).toString('utf8').trimEnd().split('\n')
  throw new Stop(`${lines.slice(-LAST_LINES).join('\n')}\n\n${title}: failed (${code}).`)
}

/** Runs a command that owns the console. Signals reach it; its exit code is returned. */
export async function follow(command, args, options = {}) {
  const child = spawn(command, args, { cwd: PROJECT, stdio: 'inherit', ...options })
  const signals = ['SIGTERM', 'SIGHUP', 'SIGINT']
  // Ctrl-C goes to the whole terminal group, so the child has it already; it must not end us before the child.
  const forward = (signal) => signal !== 'SIGINT' && child.kill(signal)
  for (const signal of signals) process.on(signal, forward)
  // npm passes a signal on to its shell only, and that shell dies of it without a word to us.
  const parent = process.ppid
  const isUnderNpm = process.env.npm_lifecycle_event !== undefined
  const orphaned = () => isUnderNpm && process.ppid !== parent && child.kill('SIGTERM')
  const watch = setInterval(orphaned, 250)
  const code = await exitOf(child)
  clearInterval(watch)
  for (const signal of signals) process.off(signal, forward)
  return code
}

function exitOf(child) {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Stop(`${child.spawnfile}: ${error.message}`)))
    child.once('close', (code) => resolve(code ?? 1))
  })
}

function progress(title) {
  const started = Date.now()
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`
  if (!process.stdout.isTTY) {
    console.log(`${title} …`)
    return () => console.log(`${title}: ${seconds()}`)
  }
  const draw = () => process.stdout.write(`\r\u001b[2K${title} … ${seconds()}`)
  draw()
  const timer = setInterval(draw, 500)
  return () => {
    clearInterval(timer)
    process.stdout.write(`\r\u001b[2K${title}: ${seconds()}\n`)
  }
}
