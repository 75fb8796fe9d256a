/** MongoDB's codes for everything the store refuses; a client acts on the number, a person reads the name. */
export const codes = {
  InternalError: 1,
  BadValue: 2,
  NoSuchKey: 4,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  IllegalOperation: 20,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  ShutdownInProgress: 91,
  UnsatisfiableWriteConcern: 100,
  WriteConflict: 112,
  CommandNotSupported: 115,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  InvalidIndexSpecificationOption: 197,
  CannotBuildIndexKeys: 201,
  NoSuchTransaction: 251,
  TransactionTooOld: 225,
  TransactionCommitted: 256,
  TransactionTooLarge: 257,
  OperationNotSupportedInTransaction: 263,
  NoQueryExecutionPlans: 291,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  InterruptedAtShutdown: 11600,
  Interrupted: 11601,
} as const;

export type CodeName = keyof typeof codes;

/** A refusal with MongoDB's code and code name, as it travels in a reply. */
export class StoreError extends Error {
  readonly code: number;
  readonly codeName: string;
  readonly labels: string[] = [];
  /** Fields that belong beside the code, such as `keyPattern`. */
  extra: Record<string, unknown> = {};

  constructor(code: CodeName | number, message: string) {
    super(message);
    this.code = typeof code === "number" ? code : codes[code];
    this.codeName = typeof code === "number" ? `Location${code}` : code;
  }

  /** Adds an error label, such as `TransientTransactionError`. */
  labelled(label: string): this {
    if (!this.labels.includes(label)) this.labels.push(label);
    return this;
  }
}

/** Refuses with the named code. */
export function refuse(code: CodeName | number, message: string): never {
  throw new StoreError(code, message);
}
