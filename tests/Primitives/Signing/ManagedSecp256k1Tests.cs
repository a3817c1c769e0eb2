namespace SharedSequencer.Primitives.Tests.Signing;

public sealed class ManagedSecp256k1Tests : Secp256k1Compliance
{
    protected override ISecp256k1 Subject => Secp256k1.Managed;
}
