import { createContext, data, type RouterContextProvider, redirect } from 'react-router'
import type { z } from 'zod'
import type { Caller } from '../actor.ts'
import type { Released } from '../documents/released.ts'
import { type FileToSave, releasedFile } from '../documents/released-file.ts'
import type { Entrance, Visitor } from '../entrance.ts'
import { AppError, isAppError } from '../errors.ts'
import type { UseCase } from '../use-case.ts'
import { formInput } from './form-input.ts'
import { addressFailure, failureOf, pageFailure, withPostedForm } from './page-failure.ts'

/** What the server knows of a request; set once per request by the staff server. */
export interface RequestScene {
  caller: Caller
  visitor: Visitor
  isSecure: boolean
  /** What this browser was given when it began to sign in (attempt-cookie.ts). */
  attempt: string | null
}
export const requestScene = createContext<RequestScene>()

export interface PageArgs {
  request: Request
  params: Record<string, string | undefined>
  context: Readonly<RouterContextProvider>
}

/** Where an input comes from: the path, the query and, in a form, what was posted. */
export interface Asked {
  params: Record<string, string | undefined>
  query: URLSearchParams
  /** Scheme, name and port that were asked: what a security key answers for. */
  origin: string
  attempt: string | null
}
export interface Posted extends Asked {
  form: Record<string, unknown>
}

declare const madeHere: unique symbol
/** A loader or action that went through this file; the route guard refuses any other. */
export type PageFunction<T> = ((args: PageArgs) => Promise<T>) & { readonly [madeHere]?: true }
const pageFunctions = new WeakSet<object>()
export function isPageFunction(candidate: unknown): boolean {
  return typeof candidate === 'function' && pageFunctions.has(candidate)
}
function mark<F extends object>(made: F): F {
  pageFunctions.add(made)
  return made
}

type Look<U extends UseCase> = (args: PageArgs) => Promise<z.output<U['definition']['output']>>

/** One reading of a page: a use-case and how the request becomes its input. */
export function look<U extends UseCase>(
  useCase: U,
  input: (asked: Asked) => z.input<U['definition']['input']>,
): Look<U> {
  return async (args) =>
    (await useCase(args.context.get(requestScene).caller, input(askedOf(args)))) as z.output<
      U['definition']['output']
    >
}

type Looks = Record<string, (args: PageArgs) => Promise<unknown>>
type Seen<L extends Looks> = { [Key in keyof L]: Awaited<ReturnType<L[Key]>> }

/** A page's loader: every reading is a use-case, and each is refused or recorded on its own. */
export function page<L extends Looks>(looks: L): PageFunction<Seen<L>> {
  return mark(async (args: PageArgs) => {
    try {
      const entries = await Promise.all(
        Object.entries(looks).map(async ([key, read]) => [key, await read(args)] as const),
      )
      return Object.fromEntries(entries) as Seen<L>
    } catch (error) {
      throw pageFailure(addressFailure(error, args), args.request)
    }
  })
}

/** What an action answers when it cannot do what was asked: the person's input is kept by the page. */
export interface FormFailure {
  failure: {
    code: string
    key: string
    fields: Readonly<Record<string, string>>
    facts: Readonly<Record<string, string | number>>
  }
  values: Record<string, unknown>
}

interface Way {
  /** The page that leads here. Whoever must first show who she is comes back there: what this address carried counts once. */
  from: string
  /** Where it is said that it did not work. */
  failed: string
  /** Only a link on our own pages leads here: no other site may send somebody on her way. */
  isOwnOnly?: true
}

/** A way to somewhere else: an address that shows nothing itself. */
export function leadOn<Outcome>(
  read: (args: PageArgs) => Promise<Outcome>,
  goTo: (outcome: Outcome, scene: RequestScene, request: Request) => Response,
  { from, failed, isOwnOnly }: Way,
): PageFunction<Response> {
  return mark(async (args: PageArgs) => {
    const site = args.request.headers.get('Sec-Fetch-Site')
    if (isOwnOnly && site !== null && site !== 'same-origin') return redirect(from, 303)
    try {
      return goTo(await read(args), args.context.get(requestScene), args.request)
    } catch (error) {
      if (!isAppError(error)) throw error
      // Nothing was taken yet: what this address carries counts when it is loaded once more.
      if (error.code === 'busy') throw pageFailure(error, args.request)
      if (staysOnPage.has(error.code)) return redirect(failed, 303)
      throw pageFailure(error, new Request(new URL(from, args.request.url)))
    }
  })
}

type Submit = (args: PageArgs, form: Record<string, unknown>) => Promise<Response | { done: unknown }>

/** One button: a use-case, its input, and where to go afterwards (nowhere = the page stays and shows the outcome). */
export function submit<U extends UseCase>(
  useCase: U,
  input: (posted: Posted) => unknown,
  goTo?: (outcome: z.output<U['definition']['output']>, posted: Posted) => string,
): Submit {
  return async (args, form) => {
    const posted = { ...askedOf(args), form }
    const outcome = (await useCase(
      callerOf(args, form),
      input(posted) as z.input<U['definition']['input']>,
    )) as z.output<U['definition']['output']>
    return goTo ? redirect(goTo(outcome, posted), 303) : { done: outcome }
  }
}

/** The page says on each form whose it is (`ui/form/writer.ts`); without JavaScript it says nothing. */
function callerOf(args: PageArgs, form: Record<string, unknown>): Caller {
  const { caller } = args.context.get(requestScene)
  return typeof form.writerId === 'string' ? { ...caller, writerId: form.writerId } : caller
}

/** As `submit`, where the outcome itself decides the answer: a new cookie, or a refusal that was recorded first. */
export function submitAnswered<U extends UseCase>(
  useCase: U,
  input: (posted: Posted) => unknown,
  answer: (
    outcome: z.output<U['definition']['output']>,
    posted: Posted,
    scene: RequestScene,
  ) => Response | { done: unknown },
): Submit {
  return async (args, form) => {
    const posted = { ...askedOf(args), form }
    const scene = args.context.get(requestScene)
    const outcome = (await useCase(
      callerOf(args, form),
      input(posted) as z.input<U['definition']['input']>,
    )) as z.output<U['definition']['output']>
    return answer(outcome, posted, scene)
  }
}

/** A door without a session; `answer` may set cookies. */
export function submitEntrance<E extends Entrance>(
  entrance: E,
  input: (posted: Posted) => unknown,
  answer: (
    outcome: z.output<E['entrance']['output']>,
    posted: Posted,
    scene: RequestScene,
  ) => Response | { done: unknown },
): Submit {
  return async (args, form) => {
    const posted = { ...askedOf(args), form }
    const scene = args.context.get(requestScene)
    const outcome = (await entrance(
      scene.visitor,
      input(posted) as z.input<E['entrance']['input']>,
    )) as z.output<E['entrance']['output']>
    return answer(outcome, posted, scene)
  }
}

export function lookThrough<E extends Entrance>(
  entrance: E,
  input: (asked: Asked) => z.input<E['entrance']['input']>,
) {
  return async (args: PageArgs) =>
    (await entrance(args.context.get(requestScene).visitor, input(askedOf(args)))) as z.output<
      E['entrance']['output']
    >
}

/** A page's action: which button was pressed stands in the field `intent`. */
export function form(submits: Record<string, Submit>): PageFunction<unknown> {
  return mark((args: PageArgs) =>
    withPostedForm(args.request, args.context.get(requestScene).caller, (posted) =>
      pressed(submits, args, posted),
    ),
  )
}

async function pressed(submits: Record<string, Submit>, args: PageArgs, posted: FormData): Promise<unknown> {
  let values: Record<string, unknown> = {}
  try {
    values = formInput(posted)
    const intent = typeof values.intent === 'string' ? values.intent : ''
    // Own buttons only: `constructor` and the like are names every object answers to.
    const run = Object.hasOwn(submits, intent) ? submits[intent] : undefined
    if (!run) throw new AppError('invalid')
    return await run(args, values)
  } catch (error) {
    if (isAppError(error) && staysOnPage.has(error.code))
      return data({ ...failureOf(error), values: withoutSecrets(values) } satisfies FormFailure, {
        status: error.status,
      })
    throw pageFailure(error, args.request)
  }
}

/**
 * A button whose answer is a file that passed the output gate. It has no page of its own: what is refused leads back to
 * the page it was pressed on, with the key of a sentence.
 */
export function saveFile<U extends UseCase>(
  useCase: ReleasingUseCase<U>,
  input: (posted: Posted) => unknown,
  fileOf: (released: z.output<U['definition']['output']>) => FileToSave,
  pressedOn: (asked: Asked) => string,
): PageFunction<Response> {
  return mark(async (args: PageArgs) => {
    const page = new URL(pressedOn(askedOf(args)), args.request.url)
    const { caller } = args.context.get(requestScene)
    try {
      return await withPostedForm(args.request, caller, async (sent) => {
        const posted = { ...askedOf(args), form: formInput(sent) }
        const released = await useCase(caller, input(posted) as z.input<U['definition']['input']>)
        return releasedFile(
          released as Released<unknown>,
          fileOf as (released: Released<unknown>) => FileToSave,
        )
      })
    } catch (error) {
      if (!isAppError(error) || !staysOnPage.has(error.code)) throw pageFailure(error, new Request(page))
      page.searchParams.set('failed', Object.values(error.fields)[0] ?? error.key)
      return redirect(page.pathname + page.search, 303)
    }
  })
}

/** A use-case whose outcome passed the output gate; any other does not compile. */
type ReleasingUseCase<U extends UseCase> =
  z.output<U['definition']['output']> extends Released<unknown> ? U : never

const staysOnPage = new Set([
  'invalid',
  'conflict',
  'unopenable',
  'refused',
  'too-many',
  'read-limit',
  'busy',
  'too-large',
  'unsupported',
  'unavailable',
])

function withoutSecrets(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => !/password|code|token/i.test(name) && !(value instanceof Blob),
    ),
  )
}

function askedOf(args: PageArgs): Asked {
  const { origin, searchParams } = new URL(args.request.url)
  const { attempt } = args.context.get(requestScene)
  return { params: args.params, query: searchParams, origin, attempt }
}
