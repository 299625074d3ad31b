import type { Browser, Page } from 'playwright-core'
import { giveFactors, type TestFactors } from '../src/modules/accounts/testing.ts'
import { aCase } from '../src/modules/cases/testing.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import { launchBrowser, openPage, untilAwake } from './browser.ts'
import { cookieOf, nameDesk, type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

/** Somebody who writes, with what she signs in by. */
export interface Writer extends TestPerson {
  factors: TestFactors
}

/** An office whose people write and can sign in again, for the journeys of words that are never lost. */
export class WritingOffice {
  readonly prepared: PreparedOffice
  readonly browser: Browser
  readonly counselor: Writer
  readonly colleague: Writer

  private constructor(prepared: PreparedOffice, browser: Browser, counselor: Writer, colleague: Writer) {
    this.prepared = prepared
    this.browser = browser
    this.counselor = counselor
    this.colleague = colleague
  }

  static async open(): Promise<WritingOffice> {
    const prepared = await startPreparedOffice('うみかぜ市', { canSignIn: true })
    const [counselor, colleague] = await Promise.all([
      aWriter(prepared, { name: '架空 相談員' }),
      aWriter(prepared, { name: '例示 同僚' }),
    ])
    const desk = await prepared.office.deskOf([
      { person: counselor, role: 'counselor' },
      { person: colleague, role: 'supervisor' },
    ])
    await nameDesk(prepared, desk.id, '女性相談支援室')
    return new WritingOffice(prepared, await launchBrowser(), counselor, colleague)
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.prepared.stop()
  }

  async page(who: TestPerson, path: string): Promise<Page> {
    const { page } = await openPage(this.browser)
    await page.context().addCookies([cookieOf(who, this.prepared.server.url)])
    await this.goTo(page, path)
    return page
  }

  /** Opens a page and waits until it is awake. */
  async goTo(page: Page, path: string): Promise<void> {
    await page.goto(this.prepared.server.url + path)
    await untilAwake(page)
  }

  async count(sql: string, ...values: unknown[]): Promise<number> {
    const { rows } = await this.prepared.superuser.query(`select count(*)::int as n from ${sql}`, values)
    return rows[0].n
  }

  /** The page of a person in a case; it has an ordinary form, without a draft of its own. */
  async aPersonPage(who: TestPerson = this.counselor) {
    const caseId = await aCase(who, { family: '見本' })
    const { rows } = await this.prepared.superuser.query('select client_id from case_ where id = $1', [
      caseId,
    ])
    const personId: string = rows[0].client_id
    const places = () => this.count('whereabouts where person_id = $1', personId)
    return { path: `/cases/${caseId}/people/${personId}`, caseId, places }
  }
}

export async function aWriter(
  prepared: PreparedOffice,
  wish: Parameters<PreparedOffice['office']['person']>[0],
): Promise<Writer> {
  const person = await prepared.office.person(wish)
  return { ...person, factors: await giveFactors(prepared, prepared.office, person, 'card') }
}

/** The ordinary form of a person's page. */
export async function fillPlace(page: Page, text: string): Promise<void> {
  await page.getByText('居所などを記録する').click()
  await page.locator('[name=kind]').first().selectOption('present_address')
  await page.locator('[name="place.text"]').fill(text)
}

export const sendPlace = (page: Page) => page.locator('button[value=place]').click()
export const placeText = (page: Page) => page.locator('[name="place.text"]').inputValue()
/** The line that says a form was not taken, and its button. */
export const unsent = (page: Page) => page.locator('.send-trouble')
export const again = (page: Page) => page.getByRole('button', { name: 'もう一度送る' })
