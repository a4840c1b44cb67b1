@endpoint @probe
Feature: A verifier proves that it can say no before its answers count
  A verifier that says yes to everything recognises everybody, and one that says no to everything accepts no forgery.
  Neither says anything about a signature. So each is asked first with material of its own state: nobody else's anchors,
  algorithms or formats can then be the reason for what it answers. Who does not pass gets no cells.

  The known-good file is one of the state's kit, else a signature that its own endpoint makes now.

  Scenario Outline: <verifier> passes the honesty probe
    Given the honesty probe of <verifier>
    Then random bytes do not pass
    And the known-good file of its own state passes
    And the same file with one byte of the signature value changed does not pass
    And the same file with one byte of the signed document changed does not pass

    @verifiers
    Examples:
      | verifier |
