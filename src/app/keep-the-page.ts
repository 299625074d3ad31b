import { type DataStrategyResult, data, isRouteErrorResponse, type MiddlewareFunction } from 'react-router'
import { isPageKept } from '../modules/drafts/web/open-keepers.ts'
import type { FormFailure } from '../platform/http/page.ts'
import {
  hasAsker,
  type Outcome,
  settlePress,
  type Trouble,
  takePress,
  type UnsentAnswer,
} from '../ui/form/sending.ts'

type Results = Record<string, DataStrategyResult>

/** A slow answer and none look the same from here; the same form may be sent again, for it is taken once. */
const patienceMs = 30_000
const keepingMs = 3_000
const noAnswer: Results = { root: { type: 'error', result: new TypeError('no answer') } }

/**
 * Stands around everything the browser asks of the server once the page is awake (`clientMiddleware` of the root).
 * React Router would put its error page in place of the form that could not be sent, and of the page that could not be
 * read anew. Here both stay as they are: what was typed is still there, `SendTrouble` says what happened, and the same
 * button sends it again. Without JavaScript the browser itself keeps the form behind its "back".
 */
export const keepThePage: MiddlewareFunction<Results> = async ({ request }, next) => {
  if (request.method === 'GET') return keepWhatIsOpen(await next(), request)
  const press = takePress()
  const results = (await Promise.race([next(), nothingWithin(patienceMs)])) ?? noAnswer
  if (request.signal.aborted) return results
  const outcome = canBeAnswered(outcomeOf(results))
  const settled = settlePress(press, outcome)
  // A page that is about to go (the share was withdrawn, the case was handed over) waits until its words are kept.
  if (outcome !== 'taken') await Promise.race([settled, nothingWithin(keepingMs)])
  return outcome === 'taken' || outcome === 'refused' ? results : unsent(outcome)
}

/** A page without the dialog for signing in again (it stands in the frame of a signed-in person) goes there. */
function canBeAnswered(outcome: Outcome): Outcome {
  const needsDialog = outcome === 'signed-out' || outcome === 'step-up'
  return needsDialog && !hasAsker() ? 'refused' : outcome
}

function unsent(trouble: Trouble): Results {
  const answer: UnsentAnswer = { unsent: trouble }
  // The status keeps React Router from reading the page anew; any route of the page may carry the answer.
  return { root: { type: 'data', result: data(answer, { status: 503 }) } }
}

function nothingWithin(milliseconds: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), milliseconds))
}

let openPage = ''
/** Told by the root at every change of page. */
export function noteOpenPage({ pathname, search }: { pathname: string; search: string }): void {
  openPage = pathname + search
}

/**
 * Reading the open page anew (live news, the readings after a form) and getting no answer leaves it as it is. When the
 * session has ended the page goes, unless words stand on it that could not be kept: then she is asked in place.
 */
function keepWhatIsOpen(results: Results, request: Request): Results {
  const { pathname, search } = new URL(request.url)
  if (pathname + search !== openPage) return results
  const outcome = outcomeOf(results)
  if (outcome === 'unreachable' || outcome === 'unavailable') return {}
  if (outcome !== 'signed-out' || isPageKept() || !hasAsker()) return results
  void settlePress(null, outcome)
  return {}
}

/** Of an action, or the first that went wrong among readings. */
export function outcomeOf(results: Results): Outcome {
  const outcomes = Object.values(results).map(({ type, result }) => {
    const answer = answerIn(result)
    return type === 'data' ? ofAnswer(answer) : ofError(answer)
  })
  return outcomes.find((outcome) => outcome !== 'taken') ?? 'taken'
}

/** React Router wraps what an action answers, or throws, together with the status it came with. */
function answerIn(result: unknown): unknown {
  const wrapped = result as { type?: unknown; data?: unknown } | null | undefined
  return wrapped?.type === 'DataWithResponseInit' ? wrapped.data : result
}

const ofCode: Readonly<Record<string, Trouble>> = {
  unavailable: 'unavailable',
  busy: 'unavailable',
  internal: 'broken',
}

function ofAnswer(answer: unknown): Outcome {
  const { failure } = (answer ?? {}) as Partial<FormFailure>
  return failure ? (ofCode[failure.code] ?? 'refused') : 'taken'
}

/** Where the server sends somebody who must do something first, with the way back (`http/page.ts`). */
const waysOn: Readonly<Record<string, Outcome>> = {
  '/sign-in': 'signed-out',
  '/step-up': 'step-up',
  '/pledge': 'refused',
}
/** Said by a proxy in front of a server that is starting again. */
const noServer = new Set([502, 503, 504])

function ofError(error: unknown): Outcome {
  if (error instanceof Response) return ofRedirect(error.headers.get('Location') ?? '')
  if (isRouteErrorResponse(error)) {
    const answered = ofAnswer(error.data)
    if (answered !== 'taken') return answered
    if (error.status === 413) return 'too-large'
    return noServer.has(error.status) ? 'unreachable' : error.status >= 500 ? 'broken' : 'refused'
  }
  // What the server throws arrives as an Error of its own; a fetch without an answer is a TypeError, a broken-off
  // answer cannot be decoded.
  const isCutOff = error instanceof Error && error.message.startsWith('Unable to decode')
  return error instanceof TypeError || isCutOff ? 'unreachable' : 'broken'
}

function ofRedirect(location: string): Outcome {
  const { pathname, searchParams } = new URL(location, 'http://here')
  const back = searchParams.get('back')
  const leadsBack = back !== null && back !== '/sign-out'
  return (leadsBack && waysOn[pathname]) || 'taken'
}
