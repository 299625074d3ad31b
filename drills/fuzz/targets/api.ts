import type { z } from 'zod'
import { apiRoutes } from '../../../src/app/api.ts'
import type { Caller } from '../../../src/platform/actor.ts'
import { type ApiRoute, apiApp } from '../../../src/platform/http/api.ts'
import { bearerText, readBearer } from '../../../src/platform/http/bearer.ts'
import { mostOfAnybody } from '../../../src/platform/http/posted-body.ts'
import { parseInput } from '../../../src/platform/readable-input.ts'
import { invalidInput, type UseCase } from '../../../src/platform/use-case.ts'
import type { Random } from '../../random.ts'
import { bytesLike, mutateText, textLike } from '../mutate.ts'
import { must, type Target, target } from '../target.ts'
import { headerLike } from './addresses.ts'
import { inputLike, mustBePlain } from './forms.ts'

const secret = new Uint8Array(32).fill(0xa5)
const bearer = `Bearer ${bearerText(secret)}`
const submission = '0190c000-0000-7000-8000-00000000000c'

/** The door of the machines. */
export async function apiTargets(): Promise<Target[]> {
  return [bearers(), requests()]
}

function bearers(): Target {
  const samples = [bearer, bearer.toLowerCase(), bearer.replace('yorube_', ''), `Basic ${bearerText(secret)}`]
  return target<string>({
    name: 'bearers',
    of: ['src/platform/http/bearer.ts'],
    make: (random) => (random.oneIn(2) ? headerLike(random, samples) : textLike(random, samples)),
    read(header) {
      const found = readBearer(header)
      must(found === null || found.length === 32, 'a bearer of another length')
      // The last letter carries two bits that mean nothing.
      must(!found || `Bearer ${bearerText(found)}`.slice(0, -1) === header.slice(0, -1), 'another bearer')
    },
  })
}

interface Sent {
  method: string
  url: string
  headers: Record<string, string>
  body: Uint8Array | null
}

function requests(): Target {
  const failures: unknown[] = []
  const inputs: { route: ApiRoute; caller: Caller; input: Record<string, unknown> }[] = []
  const routes = apiRoutes.map((route) => ({ ...route, useCase: readsOnly(route, inputs) }))
  const app = apiApp({
    routes,
    callerOf: (c) => ({
      // Of whom much is read is asked of a database, and there is none here: nobody is known to it.
      cookie: isMuch(c.req.raw) ? null : readBearer(c.req.header('Authorization')),
      isMachine: true,
      isAct: true,
      host: 'here.example',
      network: 'none',
    }),
    onFailure: (error) => failures.push(error),
    description: () => ({}),
  })
  return target<Sent>({
    name: 'api-requests',
    of: ['src/platform/http/api.ts', 'src/platform/http/problem.ts'],
    make: (random) => requestLike(random),
    async read({ url, method, headers, body }) {
      failures.length = 0
      inputs.length = 0
      const request = new Request(url, { method, headers, ...(body && { body: Uint8Array.from(body) }) })
      const answer = await app.fetch(request)
      if (failures.length > 0) throw failures[0]
      must(answer.status < 500, `answered ${answer.status}`)
      const isAnswer = answer.ok && (inputs.length === 1 || url.includes('/v1/openapi.json'))
      const type = isAnswer ? 'application/json' : 'application/problem+json'
      must(answer.headers.get('Content-Type') === type, `${answer.status} as no ${type}`)
      for (const { route, caller, input } of inputs) {
        must(caller.cookie !== null, 'somebody without a bearer was let in')
        must(!route.isOnce || input.submissionId === headers['Idempotency-Key'], 'a key that was not sent')
      }
    },
  })
}

const isMuch = ({ headers }: Request) => Number(headers.get('Content-Length')) > mostOfAnybody

/** Stops where the database would begin: what a use-case would be given is what the schema lets through. */
function readsOnly(
  route: ApiRoute,
  inputs: { route: ApiRoute; caller: Caller; input: Record<string, unknown> }[],
): UseCase {
  const run = async (caller: Caller, input: Record<string, unknown>) => {
    inputs.push({ route, caller, input })
    const parsed = parseInput(route.useCase.definition.input, input)
    if (!parsed.success) throw invalidInput(parsed.error)
    mustBePlain(parsed.data)
    return {}
  }
  return Object.assign(run, { definition: route.useCase.definition }) as unknown as UseCase
}

const utf8 = new TextEncoder()
const types = ['application/json', 'application/json; charset=utf-8', 'text/plain', 'application/jsonx', '']

function requestLike(random: Random): Sent {
  const route = random.pick(apiRoutes)
  const method = random.oneIn(8)
    ? random.pick(['GET', 'POST', 'PUT', 'HEAD', 'OPTIONS'])
    : route.method.toUpperCase()
  const body = ['GET', 'HEAD'].includes(method) ? null : bodyLike(random, route)
  const keys = [submission, submission.toUpperCase(), 'one']
  const headers: Record<string, string> = {
    Authorization: random.oneIn(10) ? headerLike(random, [bearer]) : bearer,
    'Content-Type': random.oneIn(8) ? headerLike(random, types) : 'application/json',
  }
  if (!random.oneIn(8)) headers['Idempotency-Key'] = random.oneIn(3) ? headerLike(random, keys) : submission
  if (body && !random.oneIn(10)) headers['Content-Length'] = String(body.length)
  return { method, url: addressOf(random, route), headers, body }
}

function addressOf(random: Random, { path, query = [] }: ApiRoute): string {
  const filled = path.replace(/:\w+/g, () => (random.oneIn(3) ? textLike(random, [submission]) : submission))
  const samples = ['open', 'true', `1800000000000_${submission}`, '%00', '%zz']
  const names = random.oneIn(10) ? [...query, 'words', '__proto__'] : query
  const pairs = names
    .filter(() => random.oneIn(2))
    .map((name) => `${name}=${random.oneIn(2) ? random.pick(samples) : textLike(random, samples)}`)
  const rest = random.oneIn(20) ? mutateText(random, filled) : filled
  const url = `http://here.example/v1${rest}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`
  return URL.canParse(url) ? url : 'http://here.example/v1/openapi.json'
}

const oddBodies = [
  '',
  '[]',
  'null',
  '{"__proto__":{"submissionId":"x"}}',
  '{"text":"\\ud800"}',
  `{"a":${'['.repeat(20_000)}`,
  `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
].map((text) => utf8.encode(text))

/** Nearly what the use-case asks for; its text or bytes changed; or something that no use-case asks for. */
function bodyLike(random: Random, route: ApiRoute): Uint8Array {
  const shaped = JSON.stringify(inputLike(random, route.useCase.definition.input as z.ZodType)) ?? ''
  switch (random.below(10)) {
    case 0:
      return bytesLike(random, [utf8.encode(shaped), random.pick(oddBodies)])
    case 1:
      return utf8.encode(mutateText(random, shaped))
    default:
      return utf8.encode(shaped)
  }
}
