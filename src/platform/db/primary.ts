import pg from 'pg'

export interface Place {
  host: string
  port: number
}

/** One round of asking everybody must not outlast a person's patience with a page. */
const ASK_MS = 1500
const PAUSE_MS = 50
/** Where nobody is primary for so long, whoever waits is told so, and the next one asks again. */
const LONGEST_SEARCH_MS = 4000

/** Which of several servers takes writes just now (`target_session_attrs=read-write`, which `pg` does not know). */
export class Primary {
  readonly #places: readonly Place[]
  readonly #options: pg.ClientConfig
  #known: Place | undefined
  #search: Promise<Place> | undefined

  constructor(places: readonly Place[], options: pg.ClientConfig) {
    this.#places = places
    this.#options = options
  }

  /** The one that was found last, until somebody doubts it. */
  async find(): Promise<Place> {
    if (this.#known) return this.#known
    this.#search ??= this.#ask().finally(() => {
      this.#search = undefined
    })
    this.#known = await this.#search
    return this.#known
  }

  doubt(): void {
    this.#known = undefined
  }

  async #ask(): Promise<Place> {
    const patience = Date.now() + LONGEST_SEARCH_MS
    for (;;) {
      const found = await Promise.any(this.#places.map((place) => this.#requirePrimary(place))).catch(
        () => undefined,
      )
      if (found) return found
      if (Date.now() > patience)
        throw Object.assign(new Error('no server takes writes'), { code: 'ECONNREFUSED' })
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }

  async #requirePrimary(place: Place): Promise<Place> {
    const client = new pg.Client({
      ...this.#options,
      ...place,
      connectionTimeoutMillis: ASK_MS,
      query_timeout: ASK_MS,
    })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await requireWritable(client)
      return place
    } finally {
      client.end().catch(() => undefined)
    }
  }
}

/** A server that was primary once may come back as one that only reads. */
export async function requireWritable(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ r: boolean }>('select pg_is_in_recovery() as r')
  if (rows[0]?.r !== false) throw Object.assign(new Error('reads only'), { code: '25006' })
}

/** What makes a pool of `pg` follow the primary; nothing where there is one server only. */
export function followingPrimary(
  options: pg.PoolConfig,
  others: readonly Place[] | undefined,
): pg.PoolConfig {
  if (!others || others.length === 0) return {}
  const { host = 'localhost', port = 5432, database, user, password, ssl } = options
  const login = { database, user, password, ssl } as pg.ClientConfig
  const primary = new Primary([{ host, port: Number(port) }, ...others], login)
  const onConnect = async (client: pg.ClientBase) => {
    await requireWritable(client).catch((error: unknown) => {
      primary.doubt()
      throw error
    })
  }
  return { Client: clientOf(primary), onConnect } as pg.PoolConfig
}

type Connected = ((error: Error) => void) | ((error: null, client: pg.Client) => void)

/** A connection that is made to whoever is primary when it is made. */
function clientOf(primary: Primary) {
  return class extends pg.Client {
    override connect(): Promise<pg.Client>
    override connect(callback: Connected): void
    override connect(callback?: Connected): Promise<pg.Client> | undefined {
      const connected = this.#connect()
      if (!callback) return connected
      const tell = callback as (error: Error | null, client?: pg.Client) => void
      connected.then(
        (client) => tell(null, client),
        (error: Error) => tell(error),
      )
      return undefined
    }

    async #connect(): Promise<pg.Client> {
      const place = await primary.find()
      // `pg` reads both when it opens the socket; its own type calls them fixed.
      Object.assign(this, place)
      try {
        await super.connect()
        return this
      } catch (error) {
        primary.doubt()
        throw error
      }
    }
  }
}
