/** Deliberately without a reason: which check failed would help only whoever tampers. */
export class CannotOpen extends Error {
  override name = 'CannotOpen'
  constructor() {
    super('cannot open')
  }
}

/** Nothing was found wrong with the object itself: its key is not ours, or the row that carries the key refused. */
export class KeyOutOfReach extends CannotOpen {}

/** Too many password derivations are waiting; the edge answers 503. */
export class VaultBusy extends Error {
  override name = 'VaultBusy'
  constructor() {
    super('too many sign-ins are waiting')
  }
}

/** What is wrong with a recovery kit; the console has the sentences. */
export type KitTrouble = 'misread' | 'newer' | 'other-set' | 'twice'

export class KitUnusable extends Error {
  override name = 'KitUnusable'
  readonly trouble: KitTrouble
  constructor(trouble: KitTrouble) {
    super(`a recovery kit is unusable: ${trouble}`)
    this.trouble = trouble
  }
}

/** What is wrong with the root secret's file; the console has the sentences. */
export type RootSecretTrouble = 'missing' | 'unreadable' | 'unwritable' | 'exposed' | 'damaged' | 'newer'

/** The instance cannot start. Unlike the others it is for the operator, so it says why. */
export class RootSecretUnusable extends Error {
  override name = 'RootSecretUnusable'
  readonly trouble: RootSecretTrouble
  readonly path: string
  constructor(trouble: RootSecretTrouble, path: string) {
    super(`the root secret ${path} is ${trouble}`)
    this.trouble = trouble
    this.path = path
  }
}
