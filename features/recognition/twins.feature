@recognition @twin
Feature: The positive twin of every invalid signature is recognised
  Each invalid signature of the rejection features differs from this one in a single root deviation.
  Only where the twin is accepted does a refusal prove anything.

  @case:good-forged @clause:EN_319_102-1/5.5
  Scenario Outline: <signer> to <verifier>: the valid twin
    Given the signature good-forged of <signer> as <format> <level>, <packaging>, with <suite>
    When <verifier> is asked whether the signature is valid
    Then <verifier> recognises it

    @pairs
    Examples:
      | signer | verifier |
