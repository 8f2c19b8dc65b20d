using YongAi.CloudBridge.Minting;

if (args is ["mint", ..]) return await MintCommand.RunAsync(args[1..]);
Console.Error.WriteLine("mint ...   credentials and bearer codes");
return 2;
