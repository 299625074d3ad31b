import type { Browser } from 'playwright-core'
import { samplePassword } from '../src/modules/accounts/index.ts'
import { loadSample } from '../src/modules/sample/index.ts'
import { networkMark } from '../src/platform/entering.ts'
import { platform } from '../src/platform/runtime.ts'
import { goTo, openPage } from './browser.ts'
import { type PreparedInstance, startPrepared } from './prepared-office.ts'

type City = PreparedInstance<unknown>

/** A part of the sample with its people; their passwords are hashed quickly, so that `openAs` lets them in. */
export function startSampleCity(share: number): Promise<City> {
  return startPrepared({ fill: ({ owner }) => loadSample({ owner, share }) })
}

/** Signed in as somebody of the sample, on today's page, under the host name of her tenant. */
export async function openAs(city: City, browser: Browser, login: string, width = 1280) {
  const { rows } = await city.superuser.query(
    `select l.*, coalesce(t.hosts[1], '127.0.0.1') as host from auth.staff_user u
     join auth.unlocker l on l.tenant_id = u.tenant_id and l.user_id = u.id
     join auth.tenant t on t.tenant_id = u.tenant_id where u.login = $1`,
    [login],
  )
  const [row] = rows
  const user = { tenantId: row.tenant_id, userId: row.user_id }
  const unlocker = { ...user, unlockerId: row.unlocker_id, kind: row.kind, salt: row.salt, wrap: row.wrap }
  const { vault } = platform()
  const signedIn = await vault.signIn(
    user,
    { ...unlocker, authHash: row.auth_hash, notAfter: Number(row.not_after), mac: row.mac },
    samplePassword,
  )
  if (!signedIn) throw new Error(`${login} cannot sign in`)
  const { lookup, wrap } = signedIn.session
  await city.superuser.query(
    `insert into auth.session (tenant_id, user_id, lookup, wrap, network_hash, ends_at)
     values ($1, $2, $3, $4, $5, now() + interval '2 hours')`,
    [user.tenantId, user.userId, Buffer.from(lookup), Buffer.from(wrap), networkMark(vault, 'loopback')],
  )
  const url = Object.assign(new URL(city.server.url), { hostname: row.host }).origin
  const opened = await openPage(browser, { width })
  const value = Buffer.from(signedIn.cookie).toString('base64url')
  await opened.page.context().addCookies([{ name: 'yorube', value, url }])
  await goTo(opened.page, `${url}/today`)
  /** As whom an act in this process is done. */
  const caller = { cookie: signedIn.cookie, host: row.host, network: 'loopback', isAct: true }
  return { ...opened, caller }
}
