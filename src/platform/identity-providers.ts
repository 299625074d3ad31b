import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'

/** The office's own directory, as the operator of the machine wrote it down. Nobody else can name one: a server that asks
 * where its users point it would ask anywhere. */
export interface IdentityProvider {
  /** Of the tenant, as its pages are addressed. */
  hosts: string[]
  issuer: string
  clientId: string
  clientSecret: string
  /** How its tokens are signed; any other signature is refused. */
  algorithm: 'RS256' | 'PS256' | 'ES256' | 'EdDSA'
  /** Whoever is linked to it signs in no other way. */
  isRequired: boolean
}

const Issuer = z.url({ protocol: /^https?$/ }).refine((address) => {
  // What was refused already comes here as well.
  if (!URL.canParse(address)) return false
  const { protocol, hostname, search, hash } = new URL(address)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return (protocol === 'https:' || isHere) && search === '' && hash === ''
})

const Listed = z.strictObject({
  hosts: z.array(z.string().toLowerCase().min(1)).min(1),
  issuer: Issuer,
  clientId: z.string().min(1),
  clientSecretFile: z.string().min(1),
  algorithm: z.enum(['RS256', 'PS256', 'ES256', 'EdDSA']).default('RS256'),
  isRequired: z.boolean().default(false),
})

/** Throws where the file, or a secret it names, cannot be used. A secret's place is read from where the file lies. */
export function readIdentityProviders(file: string): IdentityProvider[] {
  const secretIn = (name: string) => readFileSync(resolve(dirname(file), name), 'utf8')
  return providersIn(readFileSync(file, 'utf8'), secretIn)
}

/** `secretIn` gives what stands in the file of that name. */
export function providersIn(written: string, secretIn: (file: string) => string): IdentityProvider[] {
  const listed = z.array(Listed).max(200).parse(JSON.parse(written))
  const hosts = listed.flatMap((one) => one.hosts)
  if (new Set(hosts).size !== hosts.length) throw new Error('a host name stands there twice')
  return listed.map(({ clientSecretFile, ...one }) => {
    const clientSecret = secretIn(clientSecretFile).trim()
    if (clientSecret === '') throw new Error('a secret is empty')
    return { ...one, clientSecret }
  })
}
