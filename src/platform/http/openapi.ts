import { z } from 'zod'
import { machineScopes } from '../permissions.ts'
import { type ApiRoute, pathFields } from './api.ts'
import { Problem } from './problem.ts'

type Json = Record<string, unknown>

/** The description of the API (OpenAPI 3.1), written from the schemas by which requests are read and answers shaped. */
export function openApi(routes: readonly ApiRoute[], version: string): Json {
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: operationOf(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Yorube', version },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: `A credential made for one program by two administrators and its desk. Scopes: ${Object.keys(machineScopes).join(', ')}.`,
        },
      },
      schemas: { Problem: schemaOf(Problem, 'output') },
    },
  }
}

function operationOf(route: ApiRoute): Json {
  const { definition } = route.useCase
  const input = schemaOf(definition.input, 'input')
  return {
    operationId: definition.name,
    summary: route.summary,
    description: `Scope: ${definition.scope}.`,
    parameters: parametersOf(route, input),
    ...bodyOf(route, input),
    responses: {
      200: {
        description: 'Done.',
        content: { 'application/json': { schema: schemaOf(definition.output, 'output') } },
      },
      default: {
        description: 'Refused.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

function parametersOf(route: ApiRoute, input: Json): Json[] {
  const properties = input.properties as Record<string, Json>
  const inPath = pathFields(route.path).map((name) => ({ name, in: 'path', required: true }))
  const inQuery = (route.query ?? []).map((name) => ({ name, in: 'query', required: false }))
  const inHead = route.isOnce ? [{ name: 'Idempotency-Key', in: 'header', required: true }] : []
  return [...inPath, ...inQuery, ...inHead].map((one) => ({
    ...one,
    schema: properties[one.in === 'header' ? 'submissionId' : one.name] ?? {},
  }))
}

function bodyOf(route: ApiRoute, input: Json): Json {
  if (route.method === 'get') return {}
  const elsewhere = new Set([
    ...pathFields(route.path),
    ...(route.query ?? []),
    ...(route.isOnce ? ['submissionId'] : []),
  ])
  const properties = Object.entries(input.properties as Json).filter(([name]) => !elsewhere.has(name))
  const required = ((input.required ?? []) as string[]).filter((name) => !elsewhere.has(name))
  const schema = { ...input, properties: Object.fromEntries(properties), required }
  return { requestBody: { required: true, content: { 'application/json': { schema } } } }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    // Moments travel as text.
    override({ zodSchema, jsonSchema }) {
      if (zodSchema._zod.def.type === 'date')
        Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
    },
  }) as Json
  return rest
}
