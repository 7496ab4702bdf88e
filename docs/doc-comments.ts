import {
  type Comment,
  type DeclarationReflection,
  type ProjectReflection,
  ReflectionKind,
  type SignatureReflection,
} from 'typedoc';
import { throwsNothing } from './throws-nothing.ts';

const { Class, Function, Interface, TypeAlias, Variable } = ReflectionKind;

/**
 * Says what is missing in the comments of what is exported: the category under which the reference lists it, and of
 * functions the summary, a parameter, what is returned and thrown, and a program to start from. Of everything else typedoc
 * itself demands a summary. A `@see` is for the source of a fact only, so none is demanded.
 */
export function findCommentFaults(project: ProjectReflection): string[] {
  return project
    .getReflectionsByKind(Class | Function | Interface | TypeAlias | Variable)
    .filter((reflection) => reflection.isDeclaration())
    .flatMap((declaration) =>
      [...findFunctionFaults(declaration), ...findCategoryFaults(declaration)].map(
        (fault) => `${declaration.getFriendlyFullName()}: ${fault}`,
      ),
    );
}

function findCategoryFaults({ comment, signatures = [] }: DeclarationReflection): string[] {
  const comments = [comment, ...signatures.map((signature) => signature.comment)];
  return comments.some((found) => found?.getTag('@category')) ? [] : ['there is no @category.'];
}

function findFunctionFaults({ signatures = [] }: DeclarationReflection): string[] {
  return signatures.flatMap((signature) => {
    const { comment, parameters = [] } = signature;
    if (comment === undefined || !comment.hasVisibleComponent()) return ['it has no doc comment.'];
    return [
      ...(comment.summary.length > 0 ? [] : ['it has no summary.']),
      ...parameters
        .filter((parameter) => !parameter.hasComment())
        .map(({ name }) => `there is no @param for ${name}.`),
      ...(hasTag(comment, '@returns') || returnsNothing(signature) ? [] : ['there is no @returns.']),
      ...(hasTag(comment, '@throws') !== throwsNothing.has(signature.name)
        ? []
        : ['there is no @throws; or docs/throws-nothing.ts is wrong.']),
      ...comment
        .getTags('@throws')
        .filter(({ typeAnnotation }) => typeAnnotation === undefined)
        .map(() => 'there is a @throws without a {ClassName}.'),
      ...(hasTag(comment, '@example') ? [] : ['there is no @example.']),
    ];
  });
}

function hasTag(comment: Comment, name: `@${string}`): boolean {
  return comment.getTags(name).some(({ content }) => content.some(({ text }) => text.trim() !== ''));
}

function returnsNothing({ type }: SignatureReflection): boolean {
  return ['void', 'Promise<void>'].includes(type?.toString() ?? 'void') || type?.type === 'predicate';
}
