import { calmPage } from '../platform/http/calm-page.ts'

/**
 * Where an address has no page of its own (a button's, a file's), React Router refuses in English and in JSON. What the
 * pages fetch by themselves goes by the status alone; whoever opened it by hand reads the calm page. A script of ours that asks
 * for JSON is told which of our refusals it is, and says it in words on the page that is open.
 */
export async function inOurWords(answer: Response, request: Request, nonce: string): Promise<Response> {
  const isOurs =
    answer.headers.get('Content-Type')?.startsWith('text/html') ||
    new URL(request.url).pathname.endsWith('.data')
  if (answer.status < 400 || isOurs) return answer
  // A reading of what only takes something is "Bad Request" there, without a word of ours.
  const isMethod = answer.status === 405 || (answer.status === 400 && answer.statusText === 'Bad Request')
  if (isMethod) return methodRefused(request.method === 'POST' ? ['GET', 'HEAD'] : ['POST'], nonce)
  const refusal = await refusalIn(answer)
  if (refusal && asksForJson(request))
    return Response.json(
      { failure: refusal },
      { status: answer.status, headers: { 'Cache-Control': 'no-store' } },
    )
  return calmPage(answer.status, nonce, refusal?.code)
}

export function methodRefused(allowed: readonly string[], nonce: string): Response {
  const answer = calmPage(405, nonce)
  answer.headers.set('Allow', allowed.join(', '))
  return answer
}

function asksForJson(request: Request): boolean {
  return request.headers.get('Accept') === 'application/json'
}

/** Which of our refusals it is, where it is one: its code and the key of its sentence, nothing else. */
async function refusalIn(answer: Response): Promise<{ code: string; key: string } | null> {
  const said: unknown = await answer.json().catch(() => undefined)
  const { failure } = (said ?? {}) as { failure?: { code?: unknown; key?: unknown } }
  if (typeof failure?.code !== 'string' || typeof failure.key !== 'string') return null
  return { code: failure.code, key: failure.key }
}
