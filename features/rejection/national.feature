@rejection @national
Feature: A national algorithm means exactly one calculation
  The states of the GOST family share one mathematics and differ in byte order and S-box. A verifier that guesses
  would accept what the signer's own state refuses. Each scenario deviates in one of them and nothing else; abroad it
  is put to whoever claims the suite, and at home to the state whose suite it is.

  Rule: r and s stand in the order of the signer's suite
    The two numbers are right and stand in the signature value as another state writes them.

    @case:byte-order @class:security @clause:RFC_5652/5.6
    Scenario Outline: <signer> to <verifier>: the signature value in another byte order, <suite>
      Given the signature byte-order of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs
      Examples: abroad
        | signer | verifier | suite |

      @pairs @diagonal
      Examples: at home
        | signer | verifier | suite |

  Rule: GOST R 34.11-94 uses the S-box of the signer's suite
    The digest was calculated with the S-box of another state, under the identifier of the signer's own.

    @case:s-box @class:security @clause:RFC_5652/5.4
    Scenario Outline: <signer> to <verifier>: a digest with another S-box, <suite>
      Given the signature s-box of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs
      Examples: abroad
        | signer | verifier | suite |

      @pairs @diagonal
      Examples: at home
        | signer | verifier | suite |
