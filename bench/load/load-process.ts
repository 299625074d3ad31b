import { randomUUID } from 'node:crypto'
import { Connection } from './connection.ts'
import { paceFrom } from './pace.ts'
import { freshId } from './requests.ts'

/** Runs in a process of its own, so that no server shares its thread. */
export interface Order {
  port: number
  connections: number
  milliseconds: number
  requests: readonly string[]
  /** Statuses that count; any other is a mistake. */
  expected: readonly number[]
  /** No more than this in a second, over all connections; without it as many as the server answers. */
  perSecond?: number
}

export interface Outcome {
  milliseconds: number
  /** Of every answer, a mistaken one too. */
  latencies: Float64Array
  /** By status; 0 = the connection broke. */
  mistakes: Record<number, number>
}

process.on('message', (order: Order) => {
  void drive(order).then((outcome) => process.send?.(outcome))
})
process.on('disconnect', () => process.exit(0))

async function drive(order: Order): Promise<Outcome> {
  const latencies: number[] = []
  const mistakes: Record<number, number> = {}
  const began = performance.now()
  const end = began + order.milliseconds
  const wait = paceFrom(began, order.perSecond)
  const one = () => driveConnection(order, end, wait, latencies, mistakes)
  await Promise.all(Array.from({ length: order.connections }, one))
  return { milliseconds: performance.now() - began, latencies: Float64Array.from(latencies), mistakes }
}

function driveConnection(
  { port, requests, expected }: Order,
  end: number,
  wait: () => number,
  latencies: number[],
  mistakes: Record<number, number>,
): Promise<void> {
  const connection = new Connection(port)
  return new Promise((resolve) => {
    const next = () => {
      const ms = wait()
      if (ms >= 1) setTimeout(send, ms)
      else send()
    }
    const send = () => {
      const request = requests[Math.floor(Math.random() * requests.length)] ?? ''
      const sent = performance.now()
      connection.send(
        request.includes(freshId) ? request.replaceAll(freshId, randomUUID()) : request,
        (error, status) => {
          const now = performance.now()
          if (error || !expected.includes(status)) mistakes[status] = (mistakes[status] ?? 0) + 1
          latencies.push(now - sent)
          if (error || now >= end) {
            connection.close()
            resolve()
          } else next()
        },
      )
    }
    next()
  })
}
