import { nextCursor, type Client } from '@threads-sdk/core-http/fetch';
import * as endpoints from '@threads-sdk/endpoints';
import { Command, Option } from 'commander';
import { configureCommand, makeCommand, withConnection } from '../../command.ts';
import { connect, connectAsNobody, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { print } from '../../output/print.ts';
import { readAll } from '../../output/print-page.ts';
import { operationHelp, overviewHelp, parameterHelp } from './operation-help.ts';
import { type ApiOperation, type ApiParameter, readOperations } from './operations.ts';
import { kindOf, readValue } from './parameter-value.ts';

/** Calls the operation that the arguments name, or prints the help that they ask for. */
export async function callOperation(context: Context, args: readonly string[]): Promise<void> {
  const api = new Command('threads api')
    .usage('<operation> [--parameter value ...]')
    .description(
      'Call any operation of the API, by its name and with the names that Meta gives its parameters.',
    )
    .addHelpText('after', overviewHelp);
  let group = '';
  for (const operation of readOperations()) {
    if (operation.group !== group) api.commandsGroup(`${operation.group}:`);
    ({ group } = operation);
    api.addCommand(commandOf(context, operation));
  }
  await configureCommand(api, context).parseAsync([...args], { from: 'user' });
}

type CallOptions = ConnectOptions & { readonly all?: true; readonly json?: boolean };

/** Makes the command of an operation, with an option for each parameter. */
function commandOf(context: Context, operation: ApiOperation): Command {
  const command = makeCommand(operation.id, operation.summary)
    .optionsGroup('Parameters:')
    .usage('[--parameter value ...]');
  for (const parameter of operation.parameters) command.addOption(optionOf(parameter));
  command.optionsGroup('Options:');
  if (operation.isList) command.option('--all', 'every page of the list, in place of one');
  withConnection(command).option('--json', 'errors as JSON too; data always is');
  return command.addHelpText('after', operationHelp(operation)).action(async (given: CallOptions) => {
    const parameters = operation.parameters.flatMap(({ name }) => {
      const value: unknown = Reflect.get(given, optionName(name));
      return value === undefined ? [] : [[name, value] as const];
    });
    await call(context, operation, Object.fromEntries(parameters), given);
  });
}

function optionOf(parameter: ApiParameter): Option {
  const value = kindOf(parameter) === 'boolean' ? '[true|false]' : `<${kindOf(parameter)}>`;
  return new Option(`--${parameter.name} ${value}`, parameterHelp(parameter)).argParser(
    (text: string, before: unknown) => readValue(parameter, text, before),
  );
}

/** The name under which commander keeps an option. */
function optionName(name: string): string {
  return new Option(`--${name}`).attributeName();
}

async function call(
  context: Context,
  operation: ApiOperation,
  parameters: object,
  options: CallOptions,
): Promise<void> {
  const client = operation.isAnonymous
    ? connectAsNobody(context, options)
    : (await connect(context, options)).client;
  const answer = functionOf(operation)(client, parameters, { signal: context.signal });
  if (!isPages(answer)) return print(context, { json: true }, await answer, String);
  if (options.all) return print(context, { json: true }, { data: await readAll(answer) }, String);
  const page = await answer;
  const after = nextCursor(page);
  print(
    context,
    { json: true },
    { data: page.data, ...(after !== undefined && { paging: { cursors: { after } } }) },
    String,
  );
}

type Pages = ReturnType<typeof endpoints.listThreads>;

/** The function of an operation. Its parameters are checked by itself, since they come from outside. */
function functionOf({ id }: ApiOperation): (client: Client, parameters: object, options: object) => unknown {
  const found: unknown = Reflect.get(endpoints, id);
  if (typeof found !== 'function')
    throw new TypeError(
      `The description and the functions are of different versions: ${id} has no function.`,
    );
  return (...given) => Reflect.apply(found, undefined, given);
}

function isPages(answer: unknown): answer is Pages {
  return typeof answer === 'object' && answer !== null && 'pages' in answer;
}
