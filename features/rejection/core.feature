@rejection @core
Feature: An invalid signature is refused abroad
  A verifier that says yes to everything recognises everybody. Each scenario puts a signature with exactly one
  root deviation to a verifier that accepts the valid twin of the same signer: only then does a refusal count.

  Every direction is asked in one format; beyond that each verifier meets each deviation in every format that it
  claims, from a signer that the seed of the round draws.

  Rule: The document must be the one that was signed
    One byte of the document was changed after signing, its length kept.

    @case:content @class:security @clause:RFC_5652/11.2
    Scenario Outline: <signer> to <verifier>, <format>: the document was changed after signing
      Given the signature content of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs
      Examples: each direction
        | signer | verifier |

      @pairs @rotate
      Examples: each verifier, in every format that it claims
        | signer | verifier | format |

  Rule: The signature value must be the one that the key made
    The signature value was replaced by its successor, still well-formed and in range; the time-stamp was made afterwards.

    @case:signature-value @class:security @clause:RFC_5652/5.6
    Scenario Outline: <signer> to <verifier>, <format>: the signature value was altered
      Given the signature signature-value of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs
      Examples: each direction
        | signer | verifier |

      @pairs @rotate
      Examples: each verifier, in every format that it claims
        | signer | verifier | format |

  Rule: What the signer signed beside the document must be unchanged
    The claimed signing time was moved by one second after signing, nothing else.

    @case:signed-attribute @class:security @clause:RFC_5652/5.4
    Scenario Outline: <signer> to <verifier>, <format>: the claimed signing time was altered
      Given the signature signed-attribute of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs
      Examples: each direction
        | signer | verifier |

      @pairs @rotate
      Examples: each verifier, in every format that it claims
        | signer | verifier | format |

  Rule: The certificate must be the one that the signer named
    The signature names one certificate as its signer's and binds itself to another one that has another key.

    @case:signing-certificate @class:security @clause:EN_319_102-1/5.2.3
    Scenario Outline: <signer> to <verifier>, <format>: the signature binds another certificate
      Given the signature signing-certificate of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs
      Examples: each direction
        | signer | verifier |

      @pairs @rotate
      Examples: each verifier, in every format that it claims
        | signer | verifier | format |

  Rule: A revoked certificate signs nothing
    The certificate was revoked before the signature and its time-stamp were made.

    @case:revoked @class:security @clause:EN_319_102-1/5.2.6
    Scenario Outline: <signer> to <verifier>, <format>: the certificate was revoked before
      Given the signature revoked of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs
      Examples: each direction
        | signer | verifier |

      @pairs @rotate
      Examples: each verifier, in every format that it claims
        | signer | verifier | format |

  Rule: An expired certificate signs nothing
    The certificate had expired before the signature and its time-stamp were made.

    @case:expired @class:security @clause:EN_319_102-1/5.2.6
    Scenario Outline: <signer> to <verifier>, <format>: the certificate had expired before
      Given the signature expired of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs
      Examples: each direction
        | signer | verifier |

      @pairs @rotate
      Examples: each verifier, in every format that it claims
        | signer | verifier | format |

  Rule: A certificate must lead to an accepted anchor
    The certificate was issued under a root that no state publishes.

    @case:untrusted @class:security @clause:RFC_5280/6.1
    Scenario Outline: <signer> to <verifier>, <format>: no state publishes its root
      Given the signature untrusted of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs
      Examples: each direction
        | signer | verifier |

      @pairs @rotate
      Examples: each verifier, in every format that it claims
        | signer | verifier | format |

  Rule: A digest that can be forged protects nothing
    The document and the signed attributes are bound by SHA-1.

    @case:sha1 @class:policy @clause:TS_119_312/5
    Scenario Outline: <signer> to <verifier>, <format>: bound by SHA-1
      Given the signature sha1 of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs
      Examples: each direction
        | signer | verifier |

      @pairs @rotate
      Examples: each verifier, in every format that it claims
        | signer | verifier | format |
