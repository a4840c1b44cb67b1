@recognition @domestic
Feature: A state recognises its own signatures
  The diagonal of the matrix: a baseline, not counted in any share.
  A verifier that refuses its own state's product says nothing about its neighbours.

  @case:good @clause:EN_319_102-1/5.5
  Scenario Outline: <signer> at home: <format> <level>, <packaging>, <suite>
    Given a document signed in <signer> as <format> <level>, <packaging>, with <suite>
    When <verifier> is asked whether the signature is valid
    Then <verifier> recognises it

    @pairs @diagonal @axis:level
    Examples: every format and level that the state claims
      | signer | verifier | format | level |

    @pairs @diagonal @axis:packaging
    Examples: every format and packaging that the state claims
      | signer | verifier | format | packaging |
