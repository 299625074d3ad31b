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
  const listed = z
    .array(Listed)
    .max(200)
    .parse(JSON.parse(readFileSync(file, 'utf8')))
  const hosts = listed.flatMap((one) => one.hosts)
  if (new Set(hosts).size !== hosts.length) throw new Error('a host name stands there twice')
  return listed.map(({ clientSecretFile, ...one }) => {
    const clientSecret = readFileSync(resolve(dirname(file), clientSecretFile), 'utf8').trim()
    if (clientSecret === '') throw new Error('a secret is empty')
    return { ...one, clientSecret }
  })
}
