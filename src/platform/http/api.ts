import { type Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import type { Caller } from '../actor.ts'
import { AppError, type ErrorCode, isAppError } from '../errors.ts'
import type { UseCase } from '../use-case.ts'
import { drain } from './drain.ts'
import { holdBody } from './posted-body.ts'
import { problemOf } from './problem.ts'

/**
 * One address of the API: a use-case that was opened to machines, and from where each field of its input comes. What is
 * not named comes from the body. From the same declaration requests are read and the description (OpenAPI) is written.
 */
export interface ApiRoute {
  readonly method: 'get' | 'post'
  /** Below /api/v1, as Hono writes it: `/cases/:caseId`. */
  readonly path: string
  readonly useCase: UseCase
  readonly summary: string
  /** Fields that stand in the query. Never words of or about anybody: addresses are logged elsewhere. */
  readonly query?: readonly string[]
  /** Writes take effect once for each `Idempotency-Key`, which becomes the input's `submissionId`. */
  readonly isOnce?: true
}

const made = new WeakSet<object>()
/** The API guard refuses any route that did not come through here. */
export function isApiRoute(candidate: unknown): candidate is ApiRoute {
  return typeof candidate === 'object' && candidate !== null && made.has(candidate)
}

export function apiRoute<U extends UseCase>(route: Omit<ApiRoute, 'useCase'> & { useCase: U }): ApiRoute {
  const { definition } = route.useCase
  if (!definition.scope) throw new Error(`${definition.name} is not open to machines`)
  made.add(route)
  return route as unknown as ApiRoute
}

export function pathFields(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
}

/** Bodies are records somebody typed; a megabyte is a very long one. */
const longestBody = 1024 * 1024

interface ApiOptions {
  routes: readonly ApiRoute[]
  callerOf: (c: Context) => Caller
  /** What is no answer of ours goes to the log. */
  onFailure: (error: unknown, c: Context) => void
  description: () => unknown
}

/** Everything below /api: bearers only, JSON only, refusals as problem details (RFC 9457). */
export function apiApp({ routes, callerOf, onFailure, description }: ApiOptions) {
  const app = new Hono()
  app.onError((error, c) => {
    if (!isAppError(error)) onFailure(error, c)
    return problem(c, isAppError(error) ? error : new AppError('internal'))
  })
  let written: string | undefined
  app.get('/v1/openapi.json', (c) => {
    written ??= JSON.stringify(description())
    return c.body(written, 200, { 'Content-Type': 'application/json' })
  })
  for (const route of routes) {
    app.on(route.method.toUpperCase(), `/v1${route.path}`, async (c) => {
      const caller = callerOf(c)
      // Of who shows nothing, nothing is kept.
      if (!caller.cookie) {
        await drain(c.req.raw, longestBody)
        throw new AppError('not-signed-in')
      }
      const run = route.useCase as (caller: Caller, input: unknown) => Promise<unknown>
      const { content, leave } = await holdBody(c.req.raw, caller, longestBody, (bytes) =>
        inputOf(route, c, bytes),
      )
      try {
        return c.json((await run(caller, content)) as object)
      } finally {
        leave()
      }
    })
  }
  for (const path of new Set(routes.map((route) => route.path)))
    app.all(`/v1${path}`, async (c) => {
      await drain(c.req.raw, longestBody)
      const allowed = routes.filter((one) => one.path === path).map((one) => one.method.toUpperCase())
      const answer = problem(c, new AppError('not-found'), 405)
      answer.headers.set('Allow', allowed.join(', '))
      return answer
    })
  app.all('*', async (c) => {
    await drain(c.req.raw, longestBody)
    return problem(c, new AppError('not-found'))
  })
  return app
}

function problem(c: Context, error: AppError, status: number = error.status): Response {
  const answer = c.json(problemOf(error, status), status as ContentfulStatusCode)
  answer.headers.set('Content-Type', 'application/problem+json')
  if (status === 401) answer.headers.set('WWW-Authenticate', 'Bearer')
  if (retrying.has(error.code)) answer.headers.set('Retry-After', String(error.facts.seconds ?? 5))
  return answer
}
const retrying = new Set<ErrorCode>(['busy', 'unavailable', 'too-many'])

function inputOf(route: ApiRoute, c: Context, bytes: Uint8Array): Record<string, unknown> {
  return {
    ...(route.method === 'post' ? bodyOf(c, bytes) : {}),
    ...queryOf(route, c),
    ...c.req.param(),
    ...(route.isOnce ? { submissionId: keyOf(c) } : {}),
  }
}

/** A field that nobody asked for is a mistake, or something that must not stand in an address. */
function queryOf({ query = [] }: ApiRoute, c: Context): Record<string, string> {
  const given = c.req.query()
  if (Object.keys(given).some((name) => !query.includes(name))) throw new AppError('malformed')
  return given
}

const Key = z.uuid()
function keyOf(c: Context): string {
  const key = Key.safeParse(c.req.header('Idempotency-Key'))
  if (key.success) return key.data
  throw new AppError('invalid', 'error_invalid', { fields: { 'Idempotency-Key': 'invalid_format' } })
}

function bodyOf(c: Context, bytes: Uint8Array): Record<string, unknown> {
  if (!/^application\/json(;|$)/i.test(c.req.header('Content-Type') ?? '')) throw new AppError('unsupported')
  const body = jsonOf(new TextDecoder().decode(bytes))
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new AppError('malformed')
  return body as Record<string, unknown>
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Its message repeats what was sent.
    throw new AppError('malformed')
  }
}
