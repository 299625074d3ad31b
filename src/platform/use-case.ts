import type { z } from 'zod'
import { type Actor, type Caller, rolesOf } from './actor.ts'
import { type AuditSubject, recordRefusal, sealedAbout, writtenStatement } from './audit/record.ts'
import { afterPreparing, type Beforehand } from './beforehand.ts'
import { Compartments } from './compartments.ts'
import { againIfInTheWay, inTransaction, type Transaction } from './db/transaction.ts'
import type { Tx } from './db/tx.ts'
import { type Bearer, enteredFrom, enterStatements } from './entering.ts'
import { AppError, isAppError } from './errors.ts'
import { evenSteps } from './even-refusal.ts'
import { askHot, type HotReading } from './hot-reading.ts'
import { type HotWriting, writeHot } from './hot-writing.ts'
import { openAll, openWith } from './opening.ts'
import {
  allows,
  type MachineScope,
  machineScopes,
  type Permission,
  type Purpose,
  permissions,
} from './permissions.ts'
import { parseInput } from './readable-input.ts'
import type { Opened } from './records.ts'
import { platform } from './runtime.ts'
import { paceOf } from './sender.ts'
import { isSubmission, takeOnce } from './submissions.ts'
import { CannotOpen, VaultBusy } from './vault/index.ts'

/** What `run` works with. Everything it needs comes through here; there is no global to reach for. */
export interface Scene {
  actor: Actor
  tx: Tx
  keys: Compartments
}

/**
 * The only way to do or read anything. Leave a field out and it does not compile: a route cannot forget who may,
 * why, what is recorded, or what leaves. (Write `run` before `audit`: TypeScript infers the result in that order.)
 */
export interface Definition<Input extends z.ZodType, Result, Output extends z.ZodType, Done = undefined> {
  name: string
  permission: Permission
  purpose: Purpose
  /** Opens the use-case to machines that were given this scope (docs/api.md); without it they are refused. */
  scope?: MachineScope
  input: Input
  /** What the audit line is about, from the input alone (a refusal has no result). */
  subject: (input: z.output<Input>) => AuditSubject
  /** Slow work that needs no database: see `Beforehand`. */
  beforehand?: Beforehand<Pick<Scene, 'actor' | 'tx'>, z.output<Input>, Done>
  /**
   * What it meets must be told neither by the clock nor by an error: it answers, and refuses, on whole steps of so many ms from its
   * beginning only, and runs again by itself where the database ended it because others were in its way.
   */
  evenStepMs?: number
  /** Runs in one transaction under row-level security; answers with sealed documents, never plaintext. */
  run: (scene: Scene, input: z.output<Input>, done: NoInfer<Done>) => Promise<Result>
  /**
   * What the result adds to the audit line, committed before anything is opened. `words` (what was typed, a reason) stand
   * there sealed, for auditors alone. `null` = no line: only for what concerns nobody but oneself (own session, own
   * draft, own counters), and refused when anything else was sealed.
   */
  audit: (result: Result, input: z.output<Input>) => AuditAddition | null
  /** The same reading in one statement, for machines (docs/adr/0021): a test holds it to what `run` answers. */
  hot?: HotReading<z.output<Input>, Result>
  /** The same writing in two statements, for machines; it answers an id. */
  hotWriting?: HotWriting<z.output<Input>>
  /** Shapes what was opened (decrypt-and-filter, sorting by name). Runs after the commit. */
  present?: (opened: Opened<Result>, input: z.output<Input>, actor: Actor) => unknown
  /** Only what this names leaves. */
  output: Output
}

/** What a use-case says of its result in the audit line. */
export interface AuditAddition extends AuditSubject {
  count?: number
  contentHash?: Uint8Array
  words?: string
}

export interface UseCase<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  (caller: Caller, input: z.input<Input>): Promise<z.output<Output>>
  readonly definition: {
    name: string
    permission: Permission
    purpose: Purpose
    scope: MachineScope | null
    input: Input
    output: Output
  }
}

/** How often such a use-case runs again. Those who wait for each other in a circle are parted after a second. */
const timesAgain = 4

const defined = new Map<string, UseCase>()
/** Every use-case of the process, for the guards. */
export function useCases(): readonly UseCase[] {
  return [...defined.values()]
}

export function defineUseCase<Input extends z.ZodType, Result, Output extends z.ZodType, Done = undefined>(
  definition: Definition<Input, Result, Output, Done>,
): UseCase<Input, Output> {
  const { name, permission, purpose, scope = null, input, output } = definition
  if (defined.has(name)) throw new Error(`use-case ${name} is defined twice`)
  if (!(permissions[permission].purposes as readonly Purpose[]).includes(purpose))
    throw new Error(`${name}: ${permission} does not serve ${purpose}`)
  if (scope && (machineScopes[scope] !== permission || permissions[permission].level !== 'session'))
    throw new Error(`${name}: ${scope} is no scope for ${permission}`)
  const useCase = Object.assign(
    (caller: Caller, given: z.input<Input>) => execute(definition, caller, given),
    {
      definition: { name, permission, purpose, scope, input, output },
    },
  )
  defined.set(name, useCase as unknown as UseCase)
  return useCase
}

async function execute<Input extends z.ZodType, Result, Output extends z.ZodType, Done>(
  definition: Definition<Input, Result, Output, Done>,
  caller: Caller,
  given: z.input<Input>,
): Promise<z.output<Output>> {
  const began = performance.now()
  const { evenStepMs } = definition
  const { cookie } = caller
  if (!cookie) throw new AppError('not-signed-in')
  const bearer = { ...caller, cookie }
  const parsed = parseInput(definition.input, given)
  const pace = parsed.success && isSubmission(parsed.data) ? paceOf(bearer) : null
  // Before anything is asked or written: the refusal of a flood must not become one.
  pace?.refuseIfFull()
  try {
    if (caller.isMachine && parsed.success) {
      const { hot, hotWriting } = definition
      if (hot) {
        const read = await executeHot(definition, hot, bearer, parsed.data)
        if (read) return read.shown
      }
      if (hotWriting && isSubmission(parsed.data) && hotWriting.takes(parsed.data)) {
        const written = await executeHotWriting(definition, hotWriting, { ...bearer, pace }, parsed.data)
        if (written) return written.shown
      }
    }
    const done = parsed.success
      ? await doneBeforehand(definition, { ...bearer, pace }, parsed.data)
      : undefined
    const { pool, vault } = platform()
    const result = await againIfInTheWay(evenStepMs ? timesAgain : 0, () =>
      inTransaction(pool, enterStatements(vault, bearer), async (transaction, answers) => {
        const { actor, opener } = await admitted(definition, bearer, transaction, answers)
        if (!parsed.success) throw invalidInput(parsed.error)
        pace?.take()
        const keys = new Compartments(transaction.tx, vault, actor.tenantId, opener)
        const scene = { actor, tx: transaction.tx, vault }
        const taken = takeOnce(scene, definition.name, parsed.data)
        // What is sent in is mostly written down at her desk.
        const [seat, ...others] = actor.seats
        if (seat && others.length === 0 && isSubmission(parsed.data)) keys.ahead(seat.deskId)
        const submission = await taken
        const result = submission.isRepeat
          ? (submission.outcome as Result)
          : await definition.run({ actor, tx: transaction.tx, keys }, parsed.data, done as Done)
        const opening = await openAll(keys, result, definition.name)
        const added = submission.isRepeat ? {} : definition.audit(result, parsed.data)
        if (added === null && (!opening.isOwnOnly || keys.written.length > 0)) throw new AppError('internal')
        const about = await sealedAbout(transaction.tx, actor.tenantId, {
          ...definition.subject(parsed.data),
          ...added,
        })
        await transaction.commit([
          ...submission.settling(result),
          ...(added === null
            ? []
            : [writtenStatement(definition.name, definition.purpose, about, actor, keys.written)]),
        ])
        return { opening, actor }
      }),
    )
    const opened: Opened<Result> = await result.opening.open(bearer)
    const shown = shownOf(definition, opened, parsed.data as z.output<Input>, result.actor)
    if (evenStepMs) await evenSteps.until(began, evenStepMs)
    return shown
  } catch (thrown) {
    const error = vaultAnswer(thrown)
    if (isAppError(error))
      await recordRefusal(
        bearer,
        definition.name,
        definition.purpose,
        error,
        parsed.success ? definition.subject(parsed.data) : {},
      )
    if (evenStepMs) await evenSteps.until(began, evenStepMs)
    else if (isAppError(error) && error.code === 'not-found') await evenSteps.until(began)
    throw error
  }
}

type Paced = Bearer & { pace: ReturnType<typeof paceOf> }

/** Who it is, and that she may. That a session was turned away is written down by the database, and so committed. */
async function admitted(
  definition: { permission: Permission; scope?: MachineScope },
  { cookie, writerId }: Bearer,
  transaction: Transaction,
  answers: object[][],
) {
  if (answers[0]?.length === 0) await transaction.commit()
  const entered = enteredFrom(answers, cookie, platform().vault)
  if (writerId && writerId !== entered.actor.userId) throw new AppError('not-signed-in')
  refuseUnlessAllowed(definition, entered.actor)
  return entered
}

async function doneBeforehand<Input extends z.ZodType, Done>(
  definition: Pick<Definition<Input, unknown, z.ZodType, Done>, 'permission' | 'scope' | 'beforehand'>,
  { pace, ...bearer }: Paced,
  input: z.output<Input>,
): Promise<Done | undefined> {
  const { beforehand } = definition
  if (!beforehand) return undefined
  const { pool, vault } = platform()
  return afterPreparing((hold) =>
    inTransaction(pool, enterStatements(vault, bearer), async (transaction, answers) => {
      const { actor } = await admitted(definition, bearer, transaction, answers)
      // What is refused by that work was sent in all the same.
      pace?.take()
      const work = await beforehand({ actor, tx: transaction.tx }, input, hold)
      await transaction.commit()
      return work
    }),
  )
}

/**
 * Who may is asked of a machine's scopes in the statement itself, before it reads, and here, before anything is opened. Null where
 * a seat was altered in the database: the statement believes what stands there, so nothing of it is opened.
 */
async function executeHot<Input extends z.ZodType, Result, Output extends z.ZodType, Done>(
  definition: Definition<Input, Result, Output, Done>,
  hot: HotReading<z.output<Input>, Result>,
  bearer: Bearer,
  input: z.output<Input>,
): Promise<{ shown: z.output<Output> } | null> {
  const { actor, opener, parts, areSeatsGenuine } = await askHot(hot.statement, hot.values(input), bearer)
  refuseUnlessAllowed(definition, actor)
  if (!areSeatsGenuine) return null
  const told = { action: definition.name, bearer }
  const opened: Opened<Result> = await openWith(opener, hot.result(parts, actor), told)
  return { shown: shownOf(definition, opened, input, actor) }
}

async function executeHotWriting<Input extends z.ZodType, Result, Output extends z.ZodType, Done>(
  definition: Definition<Input, Result, Output, Done>,
  hot: HotWriting<z.output<Input>>,
  { pace, ...bearer }: Paced,
  input: z.output<Input> & { submissionId: string },
): Promise<{ shown: z.output<Output> } | null> {
  const { scope } = definition
  if (!scope) throw new AppError('forbidden')
  const mayWrite = (actor: Actor) => {
    refuseUnlessAllowed(definition, actor)
    pace?.take()
  }
  const written = await writeHot(hot, { action: definition.name, scope, bearer, mayWrite }, input)
  return written && { shown: shownOf(definition, written.result as Opened<Result>, input, written.actor) }
}

function shownOf<Input extends z.ZodType, Result, Output extends z.ZodType, Done>(
  { present, output }: Definition<Input, Result, Output, Done>,
  opened: Opened<Result>,
  input: z.output<Input>,
  actor: Actor,
): z.output<Output> {
  return output.parse(present ? present(opened, input, actor) : opened)
}

/** What the vault refuses, said as everything else is; its alarm was raised where it refused. */
export function vaultAnswer(thrown: unknown): unknown {
  if (thrown instanceof CannotOpen) return new AppError('unopenable')
  return thrown instanceof VaultBusy ? new AppError('busy') : thrown
}

function refuseUnlessAllowed(
  { permission, scope }: { permission: Permission; scope?: MachineScope },
  actor: Actor,
): void {
  if (actor.machine) {
    if (!scope || !actor.machine.scopes.includes(scope)) throw new AppError('forbidden')
    return
  }
  if (!allows(permission, rolesOf(actor))) throw new AppError('forbidden')
  const rule: { level: string; beforePledge?: true } = permissions[permission]
  if (!actor.hasPledged && !rule.beforePledge) throw new AppError('acknowledgement-required')
  if (rule.level === 'step-up' && !actor.isSteppedUp) throw new AppError('step-up-required')
}

/** Field errors carry catalogue keys: a schema's own message if it is one, else a key by kind of issue. */
export function invalidInput(error: z.ZodError): AppError {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) {
    const path = issue.path.join('.') || '_'
    fields[path] ??= /^[a-z][a-z0-9_]+$/.test(issue.message) ? issue.message : `invalid_${issue.code}`
  }
  return new AppError('invalid', 'error_invalid', { fields })
}
