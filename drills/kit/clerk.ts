import { setTimeout as sleep } from 'node:timers/promises'

const PATIENCE_MS = 8000

export interface Answer {
  status: number
  location: string
  html: string
}

/** Somebody at a browser without JavaScript: she signs in, reads pages and sends forms over HTTP. */
export class Clerk {
  readonly #url: string
  #cookie = ''

  constructor(url: string) {
    this.#url = url
  }

  /** Undefined when nobody answered, or not to the end. */
  async get(path: string): Promise<Answer | undefined> {
    return await this.#ask(path, {})
  }

  async post(path: string, fields: Record<string, string>): Promise<Answer | undefined> {
    return await this.#ask(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { Origin: this.#url },
    })
  }

  /** With the sample's own filled-in form. */
  async signIn(login: string): Promise<void> {
    const entrance = (await this.get('/sign-in'))?.html ?? ''
    const link = [...entrance.matchAll(/href="([^"]*[?&;]as=[0-9a-f-]{36}[^"]*)"[^>]*>/g)].map(
      ([, href = '']) => href.replaceAll('&amp;', '&'),
    )
    for (const href of link) {
      const form = inputsOf((await this.get(href))?.html ?? '')
      if (form.login !== login) continue
      for (let tries = 0; tries < 5; tries += 1) {
        const { login: name = '', password = '', code = '' } = inputsOf((await this.get(href))?.html ?? '')
        const answer = await this.post('/sign-in', { intent: 'signIn', login: name, password, code })
        if (answer?.status === 303) return
        await sleep(10_000)
      }
    }
    throw new Error(`${login} cannot sign in`)
  }

  async #ask(path: string, init: RequestInit): Promise<Answer | undefined> {
    try {
      const response = await fetch(this.#url + path, {
        ...init,
        headers: { ...init.headers, Cookie: this.#cookie },
        redirect: 'manual',
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      const html = await response.text()
      const given = response.headers.getSetCookie().find((cookie) => cookie.startsWith('yorube='))
      if (given) this.#cookie = given.split(';')[0] ?? ''
      return { status: response.status, location: response.headers.get('Location') ?? '', html }
    } catch {
      return undefined
    }
  }
}

function inputsOf(html: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1]
    const value = /\bvalue="([^"]*)"/.exec(tag)?.[1]
    if (name && value) found[name] = value.replaceAll('&amp;', '&')
  }
  return found
}
