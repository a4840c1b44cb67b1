/**
 * What a schema cannot see of how a profile reads replies: expressions, and rows of verdicts that say more than they know.
 *
 * @module
 */
import { expressionFault } from '../encoding/expression';
import type { ResponseMapping } from '../model/mapping';
import { isSubIndication, SUB_INDICATIONS } from '../model/verdict';
import { suggest } from './fault';
import type { Found } from './found';
import { quoted } from './quoted';

export function responseFaults(
  response: ResponseMapping,
  variables: readonly string[],
  command: boolean,
  pointer: string,
): Found[] {
  const { verdict, indication, subIndication, signature } = response;
  const ways = [
    verdict !== undefined && 'verdict',
    indication !== undefined && 'indication',
    signature !== undefined && 'signature',
  ].filter((way) => way !== false);
  return [
    ...(ways.length === 1
      ? []
      : [
          {
            pointer,
            found: ways.join(' and ') || 'nothing that is read',
            allowed: 'one of verdict, indication and signature',
          },
        ]),
    ...(subIndication !== undefined && indication === undefined
      ? [
          {
            pointer: `${pointer}/subIndication`,
            found: 'subIndication without indication',
            allowed: 'indication beside it; rows of verdict have a subIndication of their own',
          },
        ]
      : []),
    ...(signature?.from === 'output' && !command
      ? [
          {
            pointer: `${pointer}/signature/from`,
            found: '"output"',
            allowed: 'body, expression: only a command writes a file',
          },
        ]
      : []),
    ...expressionFaults(response, variables, pointer),
    ...rowFaults(verdict?.values ?? [], `${pointer}/verdict/values`),
  ];
}

type Expressions = Pick<ResponseMapping, 'expect'> & Partial<ResponseMapping>;

export function expressionFaults(
  mapping: Expressions,
  variables: readonly string[],
  pointer: string,
): Found[] {
  const { expect = [], verdict, signature } = mapping;
  const named = (['unsupported', 'refused', 'reason', 'indication', 'subIndication'] as const).map(
    (name) => [`${pointer}/${name}`, mapping[name]] as const,
  );
  const placed: readonly (readonly [string, string | undefined])[] = [
    ...expect.map((text, at) => [`${pointer}/expect/${at}`, text] as const),
    ...named,
    [`${pointer}/verdict/expression`, verdict?.expression],
    [`${pointer}/signature/expression`, signature?.from === 'expression' ? signature.expression : undefined],
  ];
  return placed.flatMap(([place, text]) => {
    const fault = text === undefined ? undefined : expressionFault(text, variables);
    return fault === undefined
      ? []
      : [{ pointer: place, found: quoted(text ?? ''), allowed: `an expression; ${fault}` }];
  });
}

function rowFaults(rows: NonNullable<ResponseMapping['verdict']>['values'], pointer: string): Found[] {
  return rows.flatMap(({ is, said, subIndication }, at) => {
    const place = `${pointer}/${at}`;
    const twin = rows.slice(0, at).some((row) => row.is === is);
    return [
      ...(twin ? [{ pointer: `${place}/is`, found: JSON.stringify(is), allowed: 'each value once' }] : []),
      // No more is known of a bare no than that it is one.
      ...(is === false && said !== 'not-passed'
        ? [{ pointer: `${place}/said`, found: quoted(said), allowed: 'not-passed, as false tells no more' }]
        : []),
      ...subIndicationFaults(said, subIndication, `${place}/subIndication`),
    ];
  });
}

function subIndicationFaults(said: string, subIndication: string | undefined, pointer: string): Found[] {
  if (subIndication === undefined) return [];
  if (said === 'passed' || said === 'not-passed') {
    return [
      {
        pointer,
        found: `${quoted(subIndication)} beside ${said}`,
        allowed: 'failed or indeterminate, which have one',
      },
    ];
  }
  if (isSubIndication(subIndication)) return [];
  return [
    {
      pointer,
      found: quoted(subIndication),
      allowed: 'a sub-indication of EN 319 102-1',
      didYouMean: suggest(subIndication, SUB_INDICATIONS),
    },
  ];
}
