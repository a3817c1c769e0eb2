using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Saga.Messages;

/// <summary>A message that a saga may begin with, because it brings the bundle.</summary>
internal interface IBundleBeginning : IBundleMessage
{
    Bundle Content { get; }
}
